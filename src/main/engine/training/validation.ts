// Loss and accuracy on clips that training does not touch. Not the evaluation of a finished model.

import type { Recognizer } from '../models/recognizers';
import type { Batch } from './trainingStep';
import { validateBatch } from './trainingStep';
import { yieldToEvents } from './events';

const batchClips = 256;

export interface ValidationResult {
  /** Mean cross-entropy, nats; NaN without clips. */
  readonly validationLoss: number;
  /** NaN without clips. */
  readonly validationAccuracy: number;
}

/** Validates in batches, letting others have their turn between them. */
export async function validate(recognizer: Recognizer, all: Batch): Promise<ValidationResult> {
  const size = all.features.length / all.count;
  let [lossSum, correct] = [0, 0];
  for (let start = 0; start < all.count; start += batchClips) {
    const count = Math.min(batchClips, all.count - start);
    const features = all.features.subarray(start * size, (start + count) * size);
    const result = validateBatch(recognizer, {
      features,
      labels: all.labels.subarray(start, start + count),
      count,
    });
    lossSum += result.lossSum;
    correct += result.correct;
    await yieldToEvents();
  }
  return { validationLoss: lossSum / all.count, validationAccuracy: correct / all.count };
}
