// The matrix on the screen: shares, words, order of a cell's clips, keys.

import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../shared/contract/evaluation';
import {
  clipsOfCell,
  largestConfusion,
  moveInGrid,
  shadeMatrix,
  shadeStrength,
  wrongClips,
} from './confusion';
import { nextSort, sortClasses } from './classRows';

const confusion = {
  labels: ['yes', 'no', 'stop'],
  counts: [
    [6, 2, 0],
    [1, 9, 0],
    [0, 0, 0],
  ],
};

const prediction = (
  clipId: string,
  label: string,
  predicted: string,
  probability: number,
  trueProbability: number,
) => ({
  clipId,
  label,
  predicted,
  probability,
  trueProbability,
});

const evaluation: Evaluation = {
  runId: 'r1',
  split: 'test',
  accuracy: 15 / 18,
  interval: [0.6, 0.95],
  loss: 0.4,
  perClass: [],
  confusion,
  predictions: [
    prediction('a', 'yes', 'no', 0.6, 0.3),
    prediction('b', 'yes', 'no', 0.95, 0.02),
    prediction('c', 'no', 'yes', 0.5, 0.4),
    prediction('d', 'yes', 'yes', 0.9, 0.9),
    prediction('e', 'yes', 'yes', 0.55, 0.55),
  ],
  skipped: 0,
  sharedSpeakers: [],
  createdAt: '2026-11-22T10:00:00.000Z',
};

describe('confusion matrix', () => {
  it('shades by the share of the true label and says each cell in words', () => {
    const cells = shadeMatrix(confusion);
    expect(cells[0].map((cell) => cell.share)).toEqual([0.75, 0.25, 0]);
    expect(cells[2].map((cell) => cell.share)).toEqual([0, 0, 0]);
    expect(cells[0][1].words).toBe('yes taken for no: 2 of 8 clips');
    expect(cells[1][1].words).toBe('no recognised: 9 of 10 clips');
    expect(cells[1].map((cell) => cell.right)).toEqual([false, true, false]);
  });

  it('keeps a single clip visible and stays even above', () => {
    expect(shadeStrength(0)).toBe(0);
    expect(shadeStrength(0.01)).toBeGreaterThan(0.14);
    expect(shadeStrength(0.75) - shadeStrength(0.5)).toBeCloseTo(
      shadeStrength(0.5) - shadeStrength(0.25),
      12,
    );
    expect(shadeStrength(1)).toBe(1);
  });

  it('lists the clips of a cell, most wrong first', () => {
    expect(clipsOfCell(evaluation, { row: 0, column: 1 }).map((one) => one.clipId)).toEqual(['b', 'a']);
    expect(clipsOfCell(evaluation, { row: 0, column: 0 }).map((one) => one.clipId)).toEqual(['e', 'd']);
    expect(clipsOfCell(evaluation, { row: 2, column: 2 })).toEqual([]);
    expect(wrongClips(evaluation).map((one) => one.clipId)).toEqual(['b', 'a', 'c']);
  });

  it('moves with the keys of a grid and stops at its edges', () => {
    const at = { row: 1, column: 1 };
    expect(moveInGrid(at, 'ArrowUp', false, 3)).toEqual({ row: 0, column: 1 });
    expect(moveInGrid({ row: 0, column: 2 }, 'ArrowRight', false, 3)).toEqual({ row: 0, column: 2 });
    expect(moveInGrid(at, 'Home', false, 3)).toEqual({ row: 1, column: 0 });
    expect(moveInGrid(at, 'End', true, 3)).toEqual({ row: 2, column: 2 });
    expect(moveInGrid(at, 'a', false, 3)).toBeNull();
  });

  it('starts at the largest confusion, or nowhere when all was right', () => {
    expect(largestConfusion(confusion)).toEqual({ row: 0, column: 1 });
    expect(
      largestConfusion({
        labels: ['a', 'b'],
        counts: [
          [1, 0],
          [0, 1],
        ],
      }),
    ).toBeNull();
  });
});

describe('per-class table', () => {
  const row = (label: string, precision: number, support: number) => ({
    label,
    precision,
    recall: 1,
    f1: 1,
    support,
  });
  const rows = [row('yes', 0.9, 8), row('no', Number.NaN, 0), row('go', 0.4, 10)];
  const order = (...args: Parameters<typeof sortClasses>) => sortClasses(...args).map((one) => one.label);

  it('sorts by any column, figures without meaning last either way', () => {
    expect(order(rows, null)).toEqual(['yes', 'no', 'go']);
    expect(order(rows, { column: 'precision', direction: 'ascending' })).toEqual(['go', 'yes', 'no']);
    expect(order(rows, { column: 'precision', direction: 'descending' })).toEqual(['yes', 'go', 'no']);
    expect(order(rows, { column: 'label', direction: 'ascending' })).toEqual(['go', 'no', 'yes']);
  });

  it('turns round on a second click', () => {
    const once = nextSort(null, 'recall');
    expect(once).toEqual({ column: 'recall', direction: 'ascending' });
    expect(nextSort(once, 'recall').direction).toBe('descending');
    expect(nextSort(once, 'f1')).toEqual({ column: 'f1', direction: 'ascending' });
  });
});
