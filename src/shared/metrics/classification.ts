// How well clips are told apart: confusion, precision, recall, F1, accuracy with its interval, cross-entropy.
// Not about streams of sound: misses and false accepts are in streaming.

import type { ClassMetrics, ConfusionMatrix } from '../contract/evaluation';

/** The 97.5 % point of the normal distribution: two-sided 95 %. */
const Z_95 = 1.959963984540054;
/** Keras' and TensorFlow.js' fuzz: probabilities are kept this far from 0 and 1 before the logarithm. */
const EPSILON = 1e-7;

/**
 * Counts clips by true and predicted label.
 * @param labels names of the classes
 * @param trueIndices a class index a clip
 * @param predictedIndices as many
 * @returns counts[true][predicted]
 */
export function confusionMatrix(
  labels: readonly string[],
  trueIndices: ArrayLike<number>,
  predictedIndices: ArrayLike<number>,
): ConfusionMatrix {
  const counts = labels.map(() => new Array<number>(labels.length).fill(0));
  for (let i = 0; i < trueIndices.length; i++) counts[trueIndices[i]][predictedIndices[i]]++;
  return { labels, counts };
}

/**
 * Precision TP / (TP + FP), recall TP / (TP + FN), F1 = 2 TP / (2 TP + FP + FN) and support TP + FN of each label.
 * @returns in the order of the labels; NaN where a denominator is zero
 */
export function classMetrics({ labels, counts }: ConfusionMatrix): ClassMetrics[] {
  return labels.map((label, i) => {
    const hits = counts[i][i];
    const support = counts[i].reduce((sum, count) => sum + count, 0);
    const predicted = counts.reduce((sum, row) => sum + row[i], 0);
    return {
      label,
      precision: hits / predicted,
      recall: hits / support,
      f1: (2 * hits) / (predicted + support),
      support,
    };
  });
}

/**
 * Share of clips on the diagonal.
 * @returns 0 to 1, NaN for an empty matrix
 */
export function accuracyOf({ counts }: ConfusionMatrix): number {
  let correct = 0;
  let total = 0;
  counts.forEach((row, i) => {
    correct += row[i];
    total += row.reduce((sum, count) => sum + count, 0);
  });
  return correct / total;
}

/**
 * Two-sided 95 % interval of a share by Wilson's score method without continuity correction (Wilson 1927; method 3
 * of Newcombe, Statistics in Medicine 17, 1998).
 * @param correct 0 to total
 * @param total clips
 * @returns [low, high] within [0, 1]; [0, 1] when total is 0: nothing is known
 */
export function accuracyInterval(correct: number, total: number): [low: number, high: number] {
  if (total === 0) return [0, 1];
  const share = correct / total;
  const z2 = Z_95 * Z_95;
  const centre = share + z2 / (2 * total);
  const spread = Z_95 * Math.sqrt((share * (1 - share)) / total + z2 / (4 * total * total));
  const scale = 1 + z2 / total;
  const low = correct === 0 ? 0 : (centre - spread) / scale;
  const high = correct === total ? 1 : (centre + spread) / scale;
  return [low, high];
}

/**
 * Mean cross-entropy -ln p(true label), with probabilities kept 1e-7 from 0 and 1 as TensorFlow.js' loss does.
 * @param probabilities row-major [clips, labels], rows sum to 1
 * @param trueIndices a class index a clip
 * @param labelCount columns of `probabilities`
 * @returns nats; NaN without clips
 */
export function crossEntropy(
  probabilities: ArrayLike<number>,
  trueIndices: ArrayLike<number>,
  labelCount: number,
): number {
  let sum = 0;
  for (let i = 0; i < trueIndices.length; i++) {
    const p = probabilities[i * labelCount + trueIndices[i]];
    sum -= Math.log(Math.min(1 - EPSILON, Math.max(EPSILON, p)));
  }
  return sum / trueIndices.length;
}
