// Searching and sorting tunes in a list that can be counted on one's fingers.
import { describe, expect, it } from 'vitest';
import type { Tune } from '../../../shared/contract/tunes';
import { fakeScore, fakeTune } from '../../testing/fakeTunes';
import { subsetOfIds } from './collection';
import { arrangeTunes, keySigns, nextOrder, noFilter, splitOf, voicesOf } from './tuneList';
import type { TuneFilter } from './tuneList';

const make = (id: string, fields: Partial<Tune>): Tune => fakeTune(fakeScore(0), id, fields).tune;
const tunes = [
  make('a', { title: 'Reel 10', key: 'D major', meter: '4/4', bars: 32, source: 'reels.abc X:10' }),
  make('b', { title: 'Reel 9', key: 'F# minor', meter: '4/4', bars: 16, source: 'reels.abc X:9' }),
  make('c', { title: 'Élan', key: 'D major', meter: '6/8', bars: 24, origin: 'generated', source: '' }),
];
const splits = new Map([
  ['a', 'test'],
  ['b', 'train'],
] as const);
const ids = (change: Partial<TuneFilter>) =>
  arrangeTunes(tunes, { ...noFilter, ...change }, splits).map((tune) => tune.id);
const by = (column: TuneFilter['order']['column'], descending = false) =>
  ids({ order: { column, descending } });

describe('search', () => {
  it('wants every word, in title, key, metre, file or origin, whatever the case', () => {
    expect(ids({})).toEqual(['a', 'b', 'c']);
    expect(ids({ text: 'reel 4/4 x:9' })).toEqual(['b']);
    expect(ids({ text: 'D MAJOR' })).toEqual(['a', 'c']);
    expect(ids({ text: 'generated' })).toEqual(['c']);
    expect(ids({ text: 'jig' })).toEqual([]);
  });

  it('finds a key typed with either sign', () => {
    expect(ids({ text: 'f#' })).toEqual(['b']);
    expect(ids({ text: 'f♯' })).toEqual(['b']);
    expect(['F# minor', 'Bb major', 'B minor', ''].map(keySigns)).toEqual([
      'F♯ minor',
      'B♭ major',
      'B minor',
      '',
    ]);
  });

  it('narrows to a subset, and keeps its order where no column sorts', () => {
    expect(ids({ subset: { title: '6/8', has: (tune) => tune.meter === '6/8' } })).toEqual(['c']);
    const subset = subsetOfIds('Duplicates', ['c', 'a']);
    expect(ids({ subset })).toEqual(['c', 'a']);
    expect(ids({ subset, order: { column: 'bars', descending: true } })).toEqual(['a', 'c']);
  });
});

describe('order', () => {
  it('sorts numbers in titles as numbers, and letters without their accents', () => {
    expect(by('title')).toEqual(['c', 'b', 'a']);
    expect(by('title', true)).toEqual(['a', 'b', 'c']);
  });

  it('sorts by what each column says; equal ones stay as they came', () => {
    expect(by('bars')).toEqual(['b', 'c', 'a']);
    expect(by('key')).toEqual(['a', 'c', 'b']);
    expect(by('meter', true)).toEqual(['c', 'a', 'b']);
    expect(by('origin')).toEqual(['c', 'a', 'b']);
    expect(by('voices')).toEqual(['a', 'b', 'c']);
  });

  it('puts tunes whose split is not known behind train, validation and test', () => {
    expect(by('split')).toEqual(['b', 'a', 'c']);
  });

  it('goes up, then down, then back to how they came', () => {
    const up = nextOrder(noFilter.order, 'bars');
    const down = nextOrder(up, 'bars');
    expect([up, down, nextOrder(down, 'bars')]).toEqual([
      { column: 'bars', descending: false },
      { column: 'bars', descending: true },
      noFilter.order,
    ]);
    expect(nextOrder(down, 'key')).toEqual({ column: 'key', descending: false });
  });
});

it('takes the split that the engine decided, else what the file said', () => {
  const listed = make('d', { listedSplit: 'valid' });
  expect(splitOf(listed, splits)).toBe('valid');
  expect(splitOf(tunes[0], splits)).toBe('test');
  expect(splitOf(tunes[2], splits)).toBeNull();
});

it('counts voices without drums', () => {
  const part = { name: '', channel: 0, program: 0, notes: 3, drums: false };
  expect(voicesOf(make('e', { parts: [part, { ...part, drums: true }, part] }))).toBe(2);
});
