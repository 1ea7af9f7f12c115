import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { readAbcBook } from './abc/readAbc';
import { fingerprintOf, groupDuplicates } from './fingerprint';
import { transpose } from './operations';
import { createPart, createScore } from './score';
import type { Score } from './score';
import { collectionStatistics } from './statistics';
import { arbitraryLine } from './testing/arbitraryScore';
import { leakingTunes, splitTunes } from './tuneSplits';

const tune = (pitches: number[], steps = 12): Score =>
  createScore({
    stepsPerQuarter: 12,
    parts: [
      createPart(
        pitches.map((pitch, i) => ({ pitch, velocity: 90, onsetStep: i * steps, durationSteps: steps })),
      ),
    ],
  });
const rising = [60, 62, 64, 65, 67, 69, 71, 72, 74, 76, 60, 67, 61, 66, 60, 72];
const leaping = [60, 67, 59, 71, 55, 72, 61, 70, 62, 60, 75, 58, 66, 63, 77, 52];

describe('fingerprints', () => {
  it('are the same in every key and at half speed (property)', () => {
    fc.assert(
      fc.property(arbitraryLine(), fc.integer({ min: -24, max: 24 }), (notes, shift) => {
        const score = createScore({ stepsPerQuarter: 12, parts: [createPart(notes)] });
        const slow = createScore({ stepsPerQuarter: 6, parts: [createPart(notes)] });
        expect(fingerprintOf(transpose(score, shift))).toEqual(fingerprintOf(score));
        expect(fingerprintOf(slow)).toEqual(fingerprintOf(score));
      }),
    );
  });

  it('group a tune with its transposed, changed and shortened versions, not with others', () => {
    const changed = rising.map((pitch, i) => (i === 3 ? pitch + 1 : pitch));
    const scores = [
      tune(rising),
      tune(leaping),
      tune(rising.map((p) => p + 5)),
      tune(changed),
      tune(rising.slice(0, 9)),
    ];
    const prints = scores.map(fingerprintOf);
    expect(groupDuplicates(prints)).toEqual([0, 1, 0, 0, 0]);
    expect(groupDuplicates(prints, Infinity)).toEqual([0, 1, 0, 3, 4]);
  });
});

describe('splits', () => {
  it('never cut a group, repeat with their seed, and give every side its tunes (property)', () => {
    const collection = fc.array(fc.tuple(arbitraryLine(), fc.integer({ min: -5, max: 5 })), { minLength: 3, maxLength: 20 }); // prettier-ignore
    fc.assert(
      fc.property(collection, fc.nat(), (entries, seed) => {
        const scores = entries.flatMap(([notes, shift]) => {
          const score = createScore({ stepsPerQuarter: 12, parts: [createPart(notes)] });
          return shift > 0 ? [score, transpose(score, shift)] : [score];
        });
        const prints = scores.map(fingerprintOf);
        const { splits, groups } = splitTunes(prints, { seed });
        expect(splitTunes(prints, { seed }).splits).toEqual(splits);
        groups.forEach((group, i) => expect(splits[i]).toBe(splits[group]));
        expect(leakingTunes(prints, splits, 'valid')).toEqual([]);
        expect(splits).toContain('train');
        if (new Set(groups).size >= 3) expect(new Set(splits).size).toBe(3);
      }),
      { numRuns: 50 },
    );
  });

  it('name the tunes of a given split that training already has', () => {
    const prints = [tune(rising), tune(leaping), tune(rising.map((p) => p - 3))].map(fingerprintOf);
    expect(leakingTunes(prints, ['train', 'valid', 'valid'], 'valid')).toEqual([2]);
    expect(() => splitTunes(prints, { seed: 1, validPercent: 60 })).toThrow('expected 0 to 50, got 60');
  });
});

describe('statistics', () => {
  it('count pitch classes, durations, lengths, metres and duplicates', () => {
    const drums = createPart([{ pitch: 36, velocity: 90, onsetStep: 0, durationSteps: 12 }], { channel: 9 });
    const withDrums = { ...tune([60, 60, 67, 71], 6), parts: [...tune([60, 60, 67, 71], 6).parts, drums] };
    const statistics = collectionStatistics([withDrums, tune(rising), tune(rising.map((p) => p + 2))]);
    expect(statistics.tunes).toBe(3);
    expect(statistics.notes).toBe(36);
    expect(statistics.pitchClasses.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(statistics.range).toEqual({ low: 60, high: 78 });
    expect(statistics.durations).toEqual([{ quarters: 1, count: 32 }, { quarters: 0.5, count: 4 }]); // prettier-ignore
    expect(statistics.lengths).toEqual([2, 16, 16]);
    expect(statistics.meters).toEqual([{ name: '4/4', count: 3 }]);
    expect(statistics.duplicates).toEqual([[1, 2]]);
  });
});

const data = realData('music', 'nottingham_tunes');

describe.skipIf(!data.present)(`the Nottingham tunes ${data.why}`, () => {
  it('hold few duplicates, and split without a leak', () => {
    const { tunes } = readAbcBook(readFileSync(join(data.path, 'tunes.abc'), 'utf8'), 'tunes.abc');
    const prints = tunes.map(({ score }) => fingerprintOf(score));
    const sizes = new Map<number, number>();
    for (const group of groupDuplicates(prints)) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBeLessThan(40); // no chain of neighbours swallows the collection
    const { splits } = splitTunes(prints, { seed: 7 });
    expect(splits.filter((split) => split === 'valid').length).toBe(77);
    expect(splits.filter((split) => split === 'test').length).toBe(77);
  });
});
