// The copy meter over a corpus: whose run it is, and where it stands in that tune's own steps.

import { describe, expect, it } from 'vitest';
import { createPart, createScore, transpose } from '../../../shared/music';
import { measureCopies } from './copies';
import type { TuneSource } from './corpus';
import { makeCorpus } from './corpus';
import { melodyOf, toyConfig } from './testing/toyTunes';

const source = (
  title: string,
  pitches: readonly number[],
  listedSplit: TuneSource['listedSplit'],
): TuneSource => ({
  id: `id of ${title}`,
  title,
  score: melodyOf(pitches, title),
  listedSplit,
});

const phrase = [60, 64, 62, 67, 65, 71];
const tunes = [
  source('other', [60, 61, 60, 61, 60, 61, 60, 61], 'train'),
  source('whole', [72, 70, 68, ...phrase, 40, 41], 'train'),
  source('held out', [...phrase, 50, 52], 'valid'),
];

describe('copies', () => {
  it('are found in training tunes alone, in any key, with title and bars', () => {
    const corpus = makeCorpus(tunes, toyConfig);
    const asked = melodyOf(phrase.map((pitch) => pitch + 5));
    const report = measureCopies(corpus, asked);
    expect(report.longest).toMatchObject({
      notes: 6,
      semitones: 5,
      tune: 0,
      there: { firstBar: 1, lastBar: 3 },
    });
    expect(report.tunes[0]).toEqual({ tuneId: 'id of whole', title: 'whole' });
    expect(report.tunes).toHaveLength(report.runs.length);
    expect(report.notes).toBe(6);
  });

  it("are told in the tune's own steps and bars, whatever the grid of the tokens", () => {
    const [, whole] = tunes;
    const fine = {
      ...whole.score,
      stepsPerQuarter: 480,
      meters: [{ step: 0, beats: 3, beatUnit: 4 }],
      parts: [
        createPart(
          whole.score.parts[0].notes.map((note) => ({
            ...note,
            onsetStep: note.onsetStep * 240,
            durationSteps: 480,
          })),
        ),
      ],
    };
    for (const tokens of ['melody', 'frames'] as const) {
      const corpus = makeCorpus([{ ...whole, score: fine }], { ...toyConfig, tokens });
      const { longest } = measureCopies(corpus, transpose(melodyOf(phrase), -7));
      expect(longest?.there).toEqual({ startStep: 3 * 480, endStep: 9 * 480, firstBar: 2, lastBar: 3 });
    }
  });

  it('are none where there is nothing to copy', () => {
    const corpus = makeCorpus(tunes, toyConfig);
    const empty = createScore({ stepsPerQuarter: 2, parts: [createPart([])] });
    expect(measureCopies(corpus, empty)).toEqual({ longest: null, runs: [], notes: 0, tunes: [] });
  });
});
