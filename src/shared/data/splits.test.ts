import { describe, expect, it } from 'vitest';
import type { Split } from '../contract/clips';
import { assignSplits, sharedSpeakers, type SplitClip } from './splits';
import { whichSet } from './whichSet';

/** `count` takes of each label by each speaker. */
function takes(
  labels: readonly string[],
  speakers: readonly string[],
  count: number,
  listedSplit: Split | null = null,
) {
  const clips: SplitClip[] = [];
  for (const label of labels) {
    for (const speaker of speakers) {
      for (let n = 0; n < count; n++)
        clips.push({ id: `${label}/${speaker}/${n}`, label, speaker, listedSplit });
    }
  }
  return clips;
}

function counts(clips: readonly SplitClip[], splits: ReadonlyMap<string, Split>) {
  const result = { train: 0, validation: 0, test: 0 };
  for (const { id } of clips) result[splits.get(id)!]++;
  return result;
}

const hundred = Array.from({ length: 100 }, (_, i) => `speaker${i}`);

describe('assignSplits', () => {
  it('lets lists win over everything', () => {
    const clips = [...takes(['yes'], hundred, 1, 'validation'), ...takes(['no'], ['anna'], 9, 'train')];
    const splits = assignSplits(clips);
    expect(counts(clips.slice(0, 100), splits)).toEqual({ train: 0, validation: 100, test: 0 });
    expect(counts(clips.slice(100), splits)).toEqual({ train: 9, validation: 0, test: 0 });
  });

  it('follows the hash of the speaker where many speak', () => {
    const clips = takes(['yes', 'no'], hundred, 2);
    const splits = assignSplits(clips);
    for (const clip of clips) expect(splits.get(clip.id)).toBe(whichSet(clip.speaker));
  });

  it('moves a whole speaker where five or more leave a set empty', () => {
    const trainers = hundred.filter((speaker) => whichSet(speaker) === 'train').slice(0, 6);
    const clips = takes(['yes', 'no'], trainers, 3);
    const splits = assignSplits(clips);
    expect(counts(clips, splits)).toEqual({ train: 24, validation: 6, test: 6 });
    const placed = clips.map((clip) => ({ speaker: clip.speaker, split: splits.get(clip.id)! }));
    expect(sharedSpeakers(placed, 'all')).toEqual([]);
  });

  it('splits the takes of one person within each label, about 80/10/10', () => {
    const clips = takes(['left', 'right', 'go'], ['me'], 200);
    const splits = assignSplits(clips);
    for (const label of ['left', 'right', 'go']) {
      const share = counts(
        clips.filter((clip) => clip.label === label),
        splits,
      );
      // 200 draws at 10 %: mean 20, standard deviation 4.2
      expect(share.validation).toBeGreaterThan(6);
      expect(share.test).toBeGreaterThan(6);
      expect(share.train).toBeGreaterThan(140);
    }
  });

  it.each([3, 4, 5, 8, 12])('gives each set a take from three takes on (%d)', (count) => {
    for (let trial = 0; trial < 50; trial++) {
      const clips = takes([`word${trial}`], ['me'], count);
      const share = counts(clips, assignSplits(clips));
      expect(Math.min(share.train, share.validation, share.test)).toBeGreaterThan(0);
    }
  });

  it('trains on all where fewer than three takes are there', () => {
    const clips = takes(['yes', 'no'], ['me'], 2);
    expect(counts(clips, assignSplits(clips))).toEqual({ train: 4, validation: 0, test: 0 });
  });

  it('lets a person’s takes added to listed data train and test too', () => {
    const mine = takes(['yes'], ['me'], 30);
    const share = counts(mine, assignSplits([...takes(['yes'], hundred, 1, 'test'), ...mine]));
    expect(Math.min(share.train, share.validation, share.test)).toBeGreaterThan(0);
  });

  it('does not depend on the order, and more takes move none once all sets are filled', () => {
    const clips = takes(['yes'], ['me'], 60);
    const before = assignSplits(clips);
    expect(assignSplits(clips.toReversed())).toEqual(new Map([...before].reverse()));
    const after = assignSplits([...clips, ...takes(['yes'], ['me', 'you'], 100).slice(60)]);
    for (const { id } of clips) expect(after.get(id)).toBe(before.get(id));
  });

  it('trains most speakers of a folder taken out of a test set, where the hash alone would train none', () => {
    const tested = Array.from({ length: 800 }, (_, i) => `s${i}`).filter((name) => whichSet(name) === 'test');
    const share = counts(takes(['yes'], tested, 1), assignSplits(takes(['yes'], tested, 1)));
    // 80/10/10 again, within four standard deviations of a binomial of that many speakers.
    expect(Math.abs(share.train / tested.length - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / tested.length));
    expect(Math.min(share.validation, share.test)).toBeGreaterThan(0);
  });

  it('takes 20,000 clips', () => {
    const clips = takes(
      ['a', 'b', 'c', 'd'],
      Array.from({ length: 1000 }, (_, i) => `s${i}`),
      5,
    );
    expect(assignSplits(clips).size).toBe(20_000);
  });
});

it('sharedSpeakers names who stands in training and in the set', () => {
  const clips = [
    { speaker: 'bo', split: 'train' },
    { speaker: 'bo', split: 'test' },
    { speaker: 'ann', split: 'train' },
    { speaker: 'ann', split: 'validation' },
    { speaker: 'cy', split: 'test' },
  ] as const;
  expect(sharedSpeakers(clips, 'test')).toEqual(['bo']);
  expect(sharedSpeakers(clips, 'validation')).toEqual(['ann']);
  expect(sharedSpeakers(clips, 'all')).toEqual(['ann', 'bo']);
  expect(sharedSpeakers(clips, 'train')).toEqual(['ann', 'bo']);
});
