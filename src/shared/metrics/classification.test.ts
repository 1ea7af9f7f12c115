import { describe, expect, it } from 'vitest';
import { accuracyInterval, accuracyOf, classMetrics, confusionMatrix, crossEntropy } from './classification';

// 10 clips of three labels; the third is never predicted, the fourth never said nor predicted.
const labels = ['yes', 'no', 'go', 'up'];
const truth = [0, 0, 0, 0, 1, 1, 1, 2, 2, 2];
const predicted = [0, 0, 0, 1, 1, 1, 0, 0, 0, 1];
const matrix = confusionMatrix(labels, truth, predicted);

describe('classification metrics', () => {
  it('counts true labels in rows and predicted ones in columns', () => {
    expect(matrix.counts).toEqual([
      [3, 1, 0, 0],
      [1, 2, 0, 0],
      [2, 1, 0, 0],
      [0, 0, 0, 0],
    ]);
    expect(accuracyOf(matrix)).toBe(0.5);
    expect(accuracyOf(confusionMatrix(labels, [], []))).toBeNaN();
  });

  it('gives precision, recall, F1 and support by hand, NaN where nothing can be said', () => {
    // yes: TP 3, predicted 6, said 4; no: TP 2, predicted 4, said 3; go: TP 0, predicted 0, said 3; up: nothing
    expect(classMetrics(matrix)).toEqual([
      { label: 'yes', precision: 3 / 6, recall: 3 / 4, f1: 6 / 10, support: 4 },
      { label: 'no', precision: 2 / 4, recall: 2 / 3, f1: 4 / 7, support: 3 },
      { label: 'go', precision: NaN, recall: 0, f1: 0, support: 3 },
      { label: 'up', precision: NaN, recall: NaN, f1: NaN, support: 0 },
    ]);
  });
});

describe('accuracyInterval', () => {
  // Newcombe 1998, Table I, method 3, rounded to four places
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d', (correct, total, low, high) => {
    expect(accuracyInterval(correct, total)).toBeAllclose([low, high], { rtol: 0, atol: 5e-5 });
  });

  it('mirrors and ends at the bounds', () => {
    const [low, high] = accuracyInterval(182, 263);
    expect([1 - high, 1 - low]).toBeAllclose([...accuracyInterval(81, 263)], { rtol: 1e-12 });
    expect(accuracyInterval(20, 20)[1]).toBe(1);
    expect(accuracyInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('crossEntropy', () => {
  it('is the mean of -ln p(true)', () => {
    const probabilities = Float64Array.of(0.5, 0.25, 0.25, 0.1, 0.8, 0.1);
    expect(crossEntropy(probabilities, [0, 1], 3)).toBeCloseTo((Math.log(2) + Math.log(1.25)) / 2, 12);
    expect(crossEntropy(new Float32Array(30).fill(0.1), [1, 2, 3], 10)).toBeCloseTo(Math.log(10), 6);
  });

  it('stays finite at 0 and 1', () => {
    expect(crossEntropy([0, 1], [0], 2)).toBeCloseTo(-Math.log(1e-7), 9);
    expect(crossEntropy([0, 1], [1], 2)).toBeCloseTo(1e-7, 12);
    expect(crossEntropy([], [], 2)).toBeNaN();
  });
});
