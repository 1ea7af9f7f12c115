// A training step of a small recognizer on the backend in force: what the tests of memory and of repeatability run.

import { createRandom } from '../../../../../shared/dsp/random';
import type { RecognizerName } from '../../../../../shared/contract/training';
import type { Recognizer } from '../../../models/recognizers';
import { buildRecognizer } from '../../../models/recognizers';
import type { Batch } from '../../../training/trainingStep';

const shape = { frames: 30, coefficients: 13, outputs: 5, dropout: 0.3, seed: 4 } as const;

export const smallRecognizer = (name: RecognizerName): Recognizer => buildRecognizer(name, shape);

/** @param change gets the features before they are used */
export function smallBatch(count: number, change: (features: Float32Array) => void = () => undefined): Batch {
  const random = createRandom(9);
  const features = Float32Array.from(
    { length: count * shape.frames * shape.coefficients },
    () => 2 * random() - 1,
  );
  change(features);
  return { features, labels: Int32Array.from({ length: count }, (_, i) => i % shape.outputs), count };
}
