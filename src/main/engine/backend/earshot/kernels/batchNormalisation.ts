// Batch normalisation: by the moments of the batch with its gradient, and by given moments (the stock kernel's work).

import type * as tf from '@tensorflow/tfjs';
import type { Kernel, KernelCall } from './kernel';
import { define, isFloat, override, sizeOf } from './kernel';

/** x [..., channels], scale and offset [channels] -> y, mean, variance (of the batch, not its estimate for the rest). */
export const batchNormKernel = 'EarshotBatchNorm';
/** x, dy, scale, mean, variance -> dx, dScale, dOffset */
export const batchNormGradientKernel = 'EarshotBatchNormGradient';

function sizesOf(x: tf.TensorInfo, others: readonly tf.TensorInfo[]): [number, number] {
  const channels = x.shape[x.shape.length - 1];
  const wrong =
    [x, ...others].find((each) => !isFloat(each)) ?? others.find((each) => sizeOf(each) !== channels);
  if (wrong || sizeOf(x) === 0)
    throw new Error(
      `batch normalisation: expected float32, one value a channel of x [${x.shape.join(', ')}], got ${(wrong ?? x).dtype} [${(wrong ?? x).shape.join(', ')}]`,
    );
  return [sizeOf(x) / channels, channels];
}

const epsilonOf = ({ attrs }: KernelCall): number => attrs.epsilon as number;

function forward(call: KernelCall): tf.TensorInfo[] {
  const { backend } = call;
  const { x, scale, offset } = call.inputs;
  const [rows, channels] = sizesOf(x, [scale, offset]);
  const inputs = [x, scale, offset].map((each) => backend.floats(each));
  return backend.produce([x.shape, [channels], [channels]], (outputs) =>
    backend.runner.run('batchNorm', [rows, channels], [...inputs, ...outputs], [epsilonOf(call)]),
  );
}

function gradient(call: KernelCall): tf.TensorInfo[] {
  const { backend } = call;
  const { x, dy, scale, mean, variance } = call.inputs;
  const [rows, channels] = sizesOf(x, [scale, mean, variance]);
  const inputs = [x, dy, scale, mean, variance].map((each) => backend.floats(each));
  return backend.produce([x.shape, [channels], [channels]], (outputs) =>
    backend.runner.run('batchNormGradient', [rows, channels], [...inputs, ...outputs], [epsilonOf(call)]),
  );
}

/** x times a factor a channel, plus an offset: what is left of batch normalisation once the moments are given. */
function normalise(stock: Kernel): Kernel {
  return (call) => {
    const { x, mean, variance, scale, offset } = call.inputs;
    const channels = x.shape[x.shape.length - 1];
    const given = [mean, variance, scale, offset].filter((each) => each !== undefined && each !== null);
    const isPlain = given.every(
      (each) => isFloat(each) && each.shape.length === 1 && each.shape[0] === channels,
    );
    if (!isFloat(x) || !isPlain || sizeOf(x) === 0) return stock(call);
    const { backend, attrs } = call;
    const [factors, offsets] = factorsOf(
      call,
      channels,
      (attrs.varianceEpsilon as number | undefined) ?? 0.001,
    );
    const rows = sizeOf(x) / channels;
    const output = backend.produceOne(x.shape, (out) => {
      const run = (kind: number, from: Float32Array, by: tf.TensorInfo) =>
        backend.runner.run('elementwise', [kind, 1, rows, channels], [from, backend.floats(by), out]);
      run(2, backend.floats(x), factors);
      run(0, out, offsets);
    });
    [factors, offsets].forEach((each) => backend.disposeIntermediateTensorInfo(each));
    return output;
  };
}

/** y = scale (x - mean) / sqrt(variance + epsilon) + offset as y = factor x + offset. */
function factorsOf({ inputs, backend }: KernelCall, channels: number, epsilon: number): tf.TensorInfo[] {
  const [mean, variance] = [backend.floats(inputs.mean), backend.floats(inputs.variance)];
  const scale = inputs.scale ? backend.floats(inputs.scale) : null;
  const offset = inputs.offset ? backend.floats(inputs.offset) : null;
  return backend.produce([[channels], [channels]], ([factors, offsets]) => {
    for (let channel = 0; channel < channels; channel++) {
      const factor = (scale?.[channel] ?? 1) / Math.sqrt(variance[channel] + epsilon);
      factors[channel] = factor;
      offsets[channel] = (offset?.[channel] ?? 0) - mean[channel] * factor;
    }
  });
}

export function registerBatchNormalisation(backendName: string): void {
  define(backendName, batchNormKernel, forward);
  define(backendName, batchNormGradientKernel, gradient);
  override(backendName, 'FusedBatchNorm', normalise);
}
