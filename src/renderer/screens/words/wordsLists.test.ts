// Filtering and selecting in lists that can be counted on one's fingers.
import { describe, expect, it } from 'vitest';
import { fakeClip } from '../../testing/fakeServices';
import { countLabels } from '../../stores/labelCounts';
import { countFlags, filterClips, noFilter } from './clipFilter';
import { keepSelection, moveFocus, nothingSelected, select, selectAll } from '../../stores/selection';

const clips = ['yes', 'no'].flatMap((label, at) =>
  Array.from({ length: 10 }, (_, n) => fakeClip(label, n, at * 10 + n)),
);
const labels = ['no', 'yes', 'up'];
const idsOf = (filter: Partial<typeof noFilter>) =>
  filterClips(clips, labels, { ...noFilter, ...filter }).map((clip) => clip.id);

describe('filter', () => {
  it('shows clips label by label in the order of the project', () => {
    expect(idsOf({}).slice(0, 2)).toEqual(['clip-no-0', 'clip-no-1']);
    expect(idsOf({})).toHaveLength(20);
  });

  it('wants every word of the text, in label, speaker or file', () => {
    expect(idsOf({ text: 'ada YES' })).toEqual(['clip-yes-0', 'clip-yes-5']);
    expect(idsOf({ text: 'nohash_3' })).toEqual(['clip-no-3', 'clip-yes-3']);
  });

  it('filters by label, split and flag together', () => {
    expect(idsOf({ label: 'yes', split: 'test' })).toEqual(['clip-yes-9']);
    expect(idsOf({ flag: 'clipped' })).toEqual(['clip-yes-5']);
  });

  it('counts clips of each label per split, and flags', () => {
    expect(countLabels(labels, clips)[1]).toEqual({
      label: 'yes',
      total: 10,
      train: 8,
      validation: 1,
      test: 1,
    });
    expect(countLabels(labels, clips)[2].total).toBe(0);
    expect(countFlags(clips)).toEqual({ clipped: 1, silent: 1 });
  });
});

describe('selection', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const only = (id: string) => select(nothingSelected, ids, id, 'only');

  it('extends from the anchor, back and forth', () => {
    const down = moveFocus(moveFocus(only('b'), ids, 1, true), ids, 1, true);
    expect([...down.selected]).toEqual(['b', 'c', 'd']);
    expect([...select(down, ids, 'a', 'extend').selected]).toEqual(['a', 'b']);
  });

  it('toggles single clips', () => {
    const two = select(only('a'), ids, 'c', 'toggle');
    expect([...two.selected]).toEqual(['a', 'c']);
    expect([...select(two, ids, 'a', 'toggle').selected]).toEqual(['c']);
  });

  it('stops at the ends and starts at one of them', () => {
    expect(moveFocus(only('e'), ids, 1, false).focused).toBe('e');
    expect(moveFocus(only('b'), ids, -Infinity, false).focused).toBe('a');
    expect(moveFocus(nothingSelected, ids, -1, false).focused).toBe('e');
    expect(moveFocus(nothingSelected, [], 1, false)).toBe(nothingSelected);
  });

  it('goes to what took the place of clips that are gone', () => {
    expect(keepSelection(only('c'), ids, ['a', 'b', 'd', 'e']).focused).toBe('d');
    expect(keepSelection(only('e'), ids, ['a', 'b']).focused).toBe('b');
    expect(keepSelection(only('a'), ids, [])).toBe(nothingSelected);
    const all = selectAll(only('a'), ids);
    expect([...keepSelection(all, ids, ['a', 'b']).selected]).toEqual(['a', 'b']);
  });
});
