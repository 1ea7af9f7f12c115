// The confusion matrix as the screen shows it: shares of rows, cells in words, the clips of a cell.
// Not the counting (shared/metrics): rows are true labels, columns predicted ones.

import type { ClipPrediction, ConfusionMatrix, Evaluation } from '../../../shared/contract/evaluation';

/** A place in the matrix: indices into its labels. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

export interface ShadedCell extends Cell {
  readonly count: number;
  /** Of the clips of this row, 0 to 1; 0 where the row is empty. */
  readonly share: number;
  readonly right: boolean;
  /** For the screen reader: `yes heard as no: 3 of 40 clips`. */
  readonly words: string;
}

/** Every cell of the matrix, row by row. */
export function shadeMatrix({ labels, counts }: ConfusionMatrix): readonly (readonly ShadedCell[])[] {
  return counts.map((rowCounts, row) => {
    const support = rowCounts.reduce((sum, count) => sum + count, 0);
    return rowCounts.map((count, column) => ({
      row,
      column,
      count,
      share: support === 0 ? 0 : count / support,
      right: row === column,
      words: cellWords(labels[row], labels[column], count, support),
    }));
  });
}

function cellWords(truth: string, predicted: string, count: number, support: number): string {
  const of = `${count} of ${support} ${support === 1 ? 'clip' : 'clips'}`;
  return truth === predicted ? `${truth} recognised: ${of}` : `${truth} taken for ${predicted}: ${of}`;
}

/**
 * Strength of a cell's colour. Even in the share, but never so weak that a single clip in a hundred vanishes.
 * @returns 0 for an empty cell, else 0.14 to 1
 */
export function shadeStrength(share: number): number {
  return share <= 0 ? 0 : 0.14 + 0.86 * Math.min(1, share);
}

/** The clips of a cell, most wrong first: least probability for the true label, then surest of the wrong one. */
export function clipsOfCell(evaluation: Evaluation, { row, column }: Cell): readonly ClipPrediction[] {
  const { labels } = evaluation.confusion;
  return evaluation.predictions
    .filter((one) => one.label === labels[row] && one.predicted === labels[column])
    .sort(mostWrongFirst);
}

/** Everything that was recognised as something else, most wrong first. */
export function wrongClips(evaluation: Evaluation): readonly ClipPrediction[] {
  return evaluation.predictions.filter((one) => one.label !== one.predicted).sort(mostWrongFirst);
}

function mostWrongFirst(a: ClipPrediction, b: ClipPrediction): number {
  return (
    a.trueProbability - b.trueProbability || b.probability - a.probability || a.clipId.localeCompare(b.clipId)
  );
}

const steps: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Where a key leads from a cell, as in every grid: arrows, Home and End in the row, with Ctrl to the corners.
 * @returns null when the key does not move
 */
export function moveInGrid({ row, column }: Cell, key: string, ctrl: boolean, size: number): Cell | null {
  const last = size - 1;
  if (key === 'Home') return { row: ctrl ? 0 : row, column: 0 };
  if (key === 'End') return { row: ctrl ? last : row, column: last };
  const step = steps[key];
  if (step === undefined) return null;
  const clamp = (value: number) => Math.min(last, Math.max(0, value));
  return { row: clamp(row + step[0]), column: clamp(column + step[1]) };
}

/** The cell a person most wants to hear first: the largest confusion, or null when all was right. */
export function largestConfusion({ counts }: ConfusionMatrix): Cell | null {
  let best: Cell | null = null;
  let most = 0;
  counts.forEach((rowCounts, row) =>
    rowCounts.forEach((count, column) => {
      if (row === column || count <= most) return;
      most = count;
      best = { row, column };
    }),
  );
  return best;
}
