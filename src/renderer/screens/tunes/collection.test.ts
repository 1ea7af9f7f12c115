// Bars of a collection of five tunes; the expected counts are counted by hand.
import { describe, expect, it } from 'vitest';
import type { Tune, TuneOverview } from '../../../shared/contract/tunes';
import { collectionStatistics, createPart, createScore } from '../../../shared/music';
import { fakeScore, fakeTune } from '../../testing/fakeTunes';
import {
  durationBars,
  durationName,
  duplicateGroups,
  keyBars,
  lengthBars,
  meterBars,
  pitchClassBars,
  splitBars,
} from './collection';
import { contentsOf, createContentsIndex, hasDuration, hasPitchClass } from './tuneContents';

const make = (id: string, fields: Partial<Tune>): Tune => fakeTune(fakeScore(0), id, fields).tune;
const tunes = [
  make('a', { key: 'D major', meter: '4/4', bars: 8 }),
  make('b', { key: 'Bb major', meter: '6/8', bars: 9 }),
  make('c', { key: 'D major', meter: '4/4', bars: 16 }),
  make('d', { key: '', meter: '4/4', bars: 129 }),
];
const told = (bars: readonly { readonly name: string; readonly count: number }[]) =>
  bars.map(({ name, count }) => `${name} ${count}`);

describe('bars by the record of a tune', () => {
  it('counts keys and metres, the most frequent first', () => {
    expect(told(keyBars(tunes))).toEqual(['D major 2', 'B♭ major 1', 'none 1']);
    expect(told(meterBars(tunes))).toEqual(['4/4 3', '6/8 1']);
  });

  it('counts lengths in bins, without empty ones', () => {
    expect(told(lengthBars(tunes))).toEqual(['1 to 8 1', '9 to 16 2', 'over 128 1']);
  });

  it('shows exactly the tunes a bar counts', () => {
    for (const bar of [...keyBars(tunes), ...meterBars(tunes), ...lengthBars(tunes)]) {
      if (bar.tunes.by !== 'record') throw new Error('a bar of records was expected');
      expect(tunes.filter(bar.tunes.subset.has)).toHaveLength(bar.count);
    }
  });

  it('counts the splits, empty ones too', () => {
    const splits = new Map([
      ['a', 'train'],
      ['b', 'test'],
    ] as const);
    expect(told(splitBars(tunes, splits))).toEqual(['Training 1', 'Validation 0', 'Test 1']);
  });
});

// Four quarter notes: C C G, then a half note C: C sounds 4 of 5 quarters, G 1 of 5.
const score = createScore({
  stepsPerQuarter: 4,
  parts: [
    createPart(
      [
        [60, 0, 4],
        [72, 4, 4],
        [67, 8, 4],
        [60, 12, 8],
      ].map(([pitch, onsetStep, durationSteps]) => ({ pitch, velocity: 90, onsetStep, durationSteps })),
    ),
  ],
});
const overviewOf = (scores: Parameters<typeof collectionStatistics>[0]): TuneOverview => ({
  statistics: collectionStatistics(scores),
  splits: scores.map(() => 'train' as const),
  tuneIds: scores.map((_, i) => `t${i}`),
});

describe('bars of notes', () => {
  it('says the share of each pitch class', () => {
    const bars = pitchClassBars(overviewOf([score]));
    expect([bars[0].text, bars[7].text, bars[1].text]).toEqual(['80.0 %', '20.0 %', '0.0 %']);
    expect(bars[6].name).toBe('F♯');
  });

  it('names the lengths of notes', () => {
    expect(told(durationBars(overviewOf([score])))).toEqual(['quarter note 3', 'half note 1']);
    expect([1.5, 1 / 3, 0.25, 5].map(durationName)).toEqual([
      'dotted quarter',
      'eighth triplet',
      'sixteenth note',
      '5 quarters',
    ]);
  });

  it('knows which notes a tune has', () => {
    const contents = contentsOf(score);
    expect([0, 1, 7].map((pitchClass) => hasPitchClass(contents, pitchClass))).toEqual([true, false, true]);
    expect([1, 2, 0.5].map((quarters) => hasDuration(contents, quarters))).toEqual([true, true, false]);
  });

  it('reads the notes of a tune once', async () => {
    const read: string[] = [];
    const index = createContentsIndex({
      each: async (wanted, take) =>
        wanted.forEach((tune) => {
          read.push(tune.id);
          take(tune, score);
        }),
    });
    const options = { signal: new AbortController().signal, onProgress: () => undefined };
    await index.read(tunes.slice(0, 2), options);
    expect(await index.read(tunes.slice(0, 3), options)).toHaveLength(3);
    expect(read).toEqual(['a', 'b', 'c']);
  });
});

it('groups tunes that are the same in another key, the largest group first', () => {
  const long = fakeScore(1);
  const up = {
    ...long,
    parts: [createPart(long.parts[0].notes.map((note) => ({ ...note, pitch: note.pitch + 2 })))],
  };
  const other = fakeScore(2);
  expect(duplicateGroups(overviewOf([other, long, up, long]))).toEqual([
    { tuneIds: ['t1', 't2', 't3'], exact: true },
  ]);
});
