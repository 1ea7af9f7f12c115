// Corpora: what is left out, which side a tune is on, and what a run's folder keeps.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCodec, createPart, createScore, DRUM_CHANNEL, transpose } from '../../../shared/music';
import type { Score } from '../../../shared/music';
import type { TuneSource } from './corpus';
import { countCorpus, hashCorpus, makeCorpus } from './corpus';
import { CORPUS_FILE, readCorpus, writeCorpus } from './corpusFile';
import { melodyOf, coinTunes, testFolder } from './testing/toyTunes';

const melody = { tokens: 'melody', stepsPerQuarter: 2, keys: 'as-written' } as const;
const source = (score: Score, fields: Partial<TuneSource> = {}): TuneSource => ({
  id: score.title,
  title: score.title,
  score,
  listedSplit: null,
  ...fields,
});
const scale = [60, 62, 64, 65, 67, 69, 71, 72];
const chords = createScore({
  title: 'chords',
  stepsPerQuarter: 2,
  parts: [
    createPart(
      scale.flatMap((pitch, i) => [
        { pitch, velocity: 90, onsetStep: 2 * i, durationSteps: 2 },
        { pitch: pitch - 12, velocity: 90, onsetStep: 2 * i, durationSteps: 2 },
      ]),
    ),
  ],
});

describe('a corpus', () => {
  it('leaves out what it cannot hold, with the reason', () => {
    const drums = createPart(melodyOf(scale).parts[0].notes, { channel: DRUM_CHANNEL });
    const odd = createScore({ ...melodyOf(scale, 'odd'), meters: [{ step: 0, beats: 11, beatUnit: 16 }] });
    const corpus = makeCorpus(
      [
        source(melodyOf(scale, 'good')),
        source(melodyOf([60, 62], 'short')),
        source(createScore({ title: 'empty', stepsPerQuarter: 2 })),
        source({ ...melodyOf([], 'drums'), parts: [drums] }),
        source(melodyOf([...scale, 110], 'high')),
        source(odd),
      ],
      melody,
    );
    expect(corpus.tunes.map(({ title }) => title)).toEqual(['good']);
    expect(corpus.skipped.map(({ tuneId, reason }) => [tuneId, reason])).toEqual([
      ['short', 'too short: 2 notes'],
      ['empty', 'no notes'],
      ['drums', 'drums only'],
      ['high', expect.stringContaining('pitch 110 is outside')],
      ['odd', expect.stringContaining('11/16')],
    ]);
    expect(corpus.warnings).toContainEqual(expect.stringContaining('5 tunes are left out'));
  });

  it('takes the highest line of chords as a melody, and says so; frames take all', () => {
    const line = makeCorpus([source(chords)], melody);
    expect(line.warnings).toEqual([expect.stringContaining('its highest line')]);
    const [{ tokens }] = line.tunes;
    const { parts } = createCodec(line.vocabulary).decode(tokens);
    expect(parts[0].notes.map(({ pitch }) => pitch)).toEqual(scale);
    const frames = makeCorpus([source(chords)], { ...melody, tokens: 'frames' });
    expect(frames.warnings).toEqual([]);
    expect(createCodec(frames.vocabulary).decode(frames.tunes[0].tokens).parts[0].notes).toHaveLength(16);
  });

  it('moves all tunes to one tonic where asked for', () => {
    const keyed = transpose(
      { ...melodyOf(scale), keys: [{ step: 0, sharps: 0, tonic: 0, mode: 'major' }] },
      3,
    );
    const [own, moved] = [source(melodyOf(scale)), source(keyed)];
    const { tunes } = makeCorpus([own, moved], { ...melody, keys: 'one-key' });
    expect(tunes[1].tokens).toEqual(tunes[0].tokens);
  });

  it('keeps listed splits, puts near-duplicates of listed tunes with them, and splits the rest', () => {
    const tunes = coinTunes(30, 24).map((tune) => ({ ...tune, listedSplit: null }));
    const copy = transpose(tunes[0].score, 5);
    const listed = source(tunes[0].score, { title: 'listed', listedSplit: 'test' });
    const { tunes: split } = makeCorpus([...tunes, listed, source(copy, { title: 'copy' })], melody);
    const sideOf = (title: string) => split.find((tune) => tune.title === title)?.split;
    expect([sideOf('listed'), sideOf('copy'), sideOf('toy 0')]).toEqual(['test', 'test', 'test']);
    expect(makeCorpus(tunes, melody).tunes.map((tune) => tune.split)).toEqual(
      makeCorpus(tunes, melody).tunes.map((tune) => tune.split),
    );
    expect(countCorpus(makeCorpus(tunes, melody)).train.tunes).toBeGreaterThan(15);
  });

  it('counts predicted tokens, and its hash follows tokens and splits', () => {
    const tunes = coinTunes(20, 16);
    const corpus = makeCorpus(tunes, melody);
    // 4 bars of 4/4: metre, position, 16 x (pitch, duration), 4 x position, end
    expect(countCorpus(corpus).valid).toEqual({ tunes: 2, tokens: 2 * (2 + 32 + 4 + 1) });
    expect(hashCorpus(makeCorpus([...tunes].reverse(), melody))).toBe(hashCorpus(corpus));
    const [first, ...rest] = tunes;
    const other = makeCorpus([{ ...first, listedSplit: 'train' }, ...rest], melody);
    expect(hashCorpus(other)).not.toBe(hashCorpus(corpus));
  });

  it('warns where a listed split leaks', () => {
    const [tune] = coinTunes(1, 24);
    const held = { ...tune, listedSplit: 'valid' as const };
    const trained = { ...tune, score: transpose(tune.score, 2), listedSplit: 'train' as const };
    expect(makeCorpus([held, trained], melody).warnings).toEqual([
      expect.stringContaining('figures flatter'),
    ]);
  });
});

describe('tunes.json', () => {
  it('gives back what was written', async () => {
    const folder = testFolder();
    const corpus = makeCorpus(coinTunes(12, 8), { ...melody, keys: 'random-key' });
    await writeCorpus(folder, corpus);
    expect(await readCorpus(folder)).toEqual({ ...corpus, skipped: [], warnings: [] });
  });

  it('that is missing, torn or of another vocabulary is refused by name', async () => {
    const folder = testFolder();
    await expect(readCorpus(folder)).rejects.toMatchObject({ code: 'not-found' });
    await writeCorpus(folder, makeCorpus(coinTunes(12, 8), melody));
    const write = (text: string) => writeFileSync(join(folder, CORPUS_FILE), text);
    write('{"version":1,');
    await expect(readCorpus(folder)).rejects.toMatchObject({ code: 'bad-data' });
    write('{"version":2}');
    await expect(readCorpus(folder)).rejects.toMatchObject({ message: expect.stringContaining('version') });
    const vocabulary = { kind: 'frames', framesPerQuarter: 1, lowestPitch: 60, highestPitch: 61 };
    const tune = {
      id: null,
      title: 'x',
      split: 'train',
      stepsPerQuarter: 1,
      pickupSteps: 0,
      meters: [],
      tokens: [0, 9],
    };
    write(JSON.stringify({ version: 1, vocabulary, keys: 'as-written', tunes: [tune] }));
    await expect(readCorpus(folder)).rejects.toMatchObject({
      message: expect.stringContaining('outside the vocabulary'),
    });
  });
});
