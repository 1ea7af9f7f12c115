import { describe, expect, it } from 'vitest';
import { barsOf, createPart, createScore, scoreLength, transpose } from '../../../shared/music';
import type { Score } from '../../../shared/music';
import { countBars, describeTune, notesKey } from './describeTune';
import { tuneScore } from './testing/music';
import { inlineTuneReader, createTuneReader } from './tuneReader';
import { midiFile } from './testing/music';
import { tuneStem } from './tuneNames';

const withBars = (fields: Partial<Score>): Score => ({ ...tuneScore(1), ...fields });

describe('describeTune', () => {
  it.each<[string, Score]>([
    ['whole bars', withBars({})],
    ['a pick-up', withBars({ pickupSteps: 4 })],
    ['a change of metre', withBars({ meters: [{ step: 0, beats: 4, beatUnit: 4 }, { step: 16, beats: 3, beatUnit: 8 }] })],
    ['a bar cut short', withBars({ meters: [{ step: 0, beats: 4, beatUnit: 4 }, { step: 10, beats: 2, beatUnit: 4 }] })],
    ['a pick-up before a change', withBars({ pickupSteps: 6, meters: [{ step: 0, beats: 4, beatUnit: 4 }, { step: 22, beats: 2, beatUnit: 4 }] })],
    ['a change behind the end', withBars({ meters: [{ step: 0, beats: 4, beatUnit: 4 }, { step: 999, beats: 2, beatUnit: 4 }] })],
  ])('counts the bars that barsOf makes: %s', (_what, score) => {
    const end = scoreLength(score);
    expect(countBars(score, end)).toBe(barsOf(score, end).length);
  }); // prettier-ignore

  it('counts the bars of a tune that lasts for ever without making them', () => {
    const notes = [{ pitch: 60, velocity: 90, onsetStep: 2 ** 40, durationSteps: 1 }];
    const score = createScore({ stepsPerQuarter: 1, parts: [createPart(notes)] });
    expect(describeTune(score).bars).toBe(2 ** 38 + 1);
  });

  it('adds up the time of every tempo', () => {
    const score = withBars({ tempos: [{ step: 0, qpm: 60 }, { step: 16, qpm: 120 }] }); // prettier-ignore
    expect(describeTune(score)).toMatchObject({ seconds: 4 + 2.5, qpm: 60 }); // 4 quarters a second each, then 5 of half
  });
});

describe('notesKey', () => {
  it('is of the notes alone', () => {
    const score = tuneScore(3);
    const later = score.parts.map((part) => ({
      ...{ ...part, program: 40, notes: part.notes.map((note) => ({ ...note, onsetStep: note.onsetStep + 8, velocity: 1 })) },
    })); // prettier-ignore
    expect(notesKey({ ...score, title: 'Other', tempos: [{ step: 0, qpm: 30 }], parts: later })).toBe(
      notesKey(score),
    );
    expect(notesKey(transpose(score, 1))).not.toBe(notesKey(score));
  });
});

describe('tuneStem', () => {
  it.each([
    ['Ode to Joy', 'ode-to-joy'],
    ['  --  ', 'tune'],
    ['LPT1', 'tune-lpt1'],
    ['Für Elise (1810)', 'für-elise-1810'],
    ['..\\..\\x', 'x'],
    ['Песня', 'песня'],
  ])('%s -> %s', (title, stem) => {
    expect(tuneStem(title)).toBe(stem);
  });

  it('is the same however accents are spelled, and fits any disk', () => {
    expect(tuneStem('Fu\u0308r')).toBe(tuneStem('Für'));
    expect(Buffer.byteLength(tuneStem('日'.repeat(300)))).toBeLessThan(200);
  });
});

describe('the reader of tune files', () => {
  it('reads small files where it is and large ones elsewhere', async () => {
    const elsewhere: string[] = [];
    const reader = createTuneReader({
      ...inlineTuneReader,
      prepareFile: async (file) => {
        elsewhere.push(file.name);
        return inlineTuneReader.prepareFile(file);
      },
    });
    const small = midiFile(1, 'small.mid');
    const large = { name: 'large.mid', bytes: new Uint8Array([...small.bytes, ...new Uint8Array(20_000)]) };
    for (const file of [small, large])
      expect((await reader.prepareFile({ ...file, drums: false })).tunes).toHaveLength(1);
    expect(elsewhere).toEqual(['large.mid']);
  });
});
