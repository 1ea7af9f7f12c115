// Convolution in one dimension and its gradients. Conv1D reaches TensorFlow.js as a Conv2D of height one; whatever is
// really two-dimensional, dilated or channels-first stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import { panelColumns, withScratch } from '../runner';
import type { Kernel, KernelCall } from './kernel';
import { define, isFloat, override } from './kernel';

/** Convolution, bias and rectification at once. */
export const convolutionKernel = 'EarshotConv1d';
/** Gradient of a rectification, and of the bias before it. */
export const reluGradientKernel = 'EarshotReluGradient';

interface ConvolutionAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dataFormat?: string;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape?: [number, number, number, number];
  readonly filterShape?: [number, number, number, number];
}

type Info = ReturnType<typeof tf.backend_util.computeConv2DInfo>;
type Shape = [number, number, number, number];

/** The sizes of a one-dimensional convolution, or null where it is not one. */
function describe(
  inputShape: readonly number[],
  filterShape: readonly number[],
  attributes: ConvolutionAttributes,
): Info | null {
  const { strides, pad, dilations = 1, dimRoundingMode, dataFormat = 'NHWC' } = attributes;
  if (dataFormat !== 'NHWC' || inputShape[1] !== 1 || filterShape[0] !== 1) return null;
  if (inputShape.includes(0) || filterShape.includes(0)) return null;
  const shapes = [inputShape as Shape, filterShape as Shape] as const;
  const info = tf.backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode);
  return info.dilationWidth === 1 && info.outHeight === 1 && info.outWidth > 0 ? info : null;
}

/** Steps of the padded input that the windows reach. */
const paddedOf = (info: Info): number => (info.outWidth - 1) * info.strideWidth + info.filterWidth;

function numbersOf(info: Info, relu: boolean): number[] {
  const { batchSize, inWidth, inChannels, outChannels, filterWidth, strideWidth, padInfo, outWidth } = info;
  const padded = paddedOf(info);
  const sizes = [batchSize, inWidth, inChannels, outChannels, filterWidth, strideWidth];
  return [...sizes, padInfo.left, padded, outWidth, Number(relu)];
}

interface Finish {
  readonly bias: Float32Array | null;
  readonly relu: boolean;
}
const plain: Finish = { bias: null, relu: false };

function run(
  { runner }: EarshotBackend,
  operation: 'conv1d' | 'conv1dInput' | 'conv1dFilter',
  info: Info,
  packedSize: number,
  [x, w, y]: readonly Float32Array[],
  { bias, relu } = plain,
): void {
  const padded = info.batchSize * paddedOf(info) * info.inChannels;
  withScratch(runner, [padded, packedSize], (scratch) =>
    runner.run(operation, numbersOf(info, relu), [x, w, y, ...scratch, bias]),
  );
}

function convolve(
  backend: EarshotBackend,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  info: Info,
  shape: number[],
  finish?: Finish,
): tf.TensorInfo {
  const packed = panelColumns(backend.runner, info.outChannels) * info.filterWidth * info.inChannels;
  return backend.produceOne(shape, (y) =>
    run(backend, 'conv1d', info, packed, [backend.floats(x), backend.floats(filter), y], finish),
  );
}

function forward(stock: Kernel): Kernel {
  return (call) => {
    const { backend, attrs } = call;
    const { x, filter } = call.inputs;
    const info = describe(x.shape, filter.shape, attrs as unknown as ConvolutionAttributes);
    return info ? convolve(backend, x, filter, info, info.outShape) : stock(call);
  };
}

function inputGradient(stock: Kernel): Kernel {
  return (call) => {
    const { backend, attrs } = call;
    const { dy, filter } = call.inputs;
    const attributes = attrs as unknown as ConvolutionAttributes;
    const info = describe(attributes.inputShape ?? [], filter.shape, attributes);
    if (!info) return stock(call);
    const packed = panelColumns(backend.runner, info.inChannels) * info.filterWidth * info.outChannels;
    return backend.produceOne(info.inShape, (dx) =>
      run(backend, 'conv1dInput', info, packed, [dx, backend.floats(filter), backend.floats(dy)]),
    );
  };
}

function filterGradient(stock: Kernel): Kernel {
  return (call) => {
    const { backend, attrs } = call;
    const { x, dy } = call.inputs;
    const attributes = attrs as unknown as ConvolutionAttributes;
    const info = describe(x.shape, attributes.filterShape ?? [], attributes);
    if (!info) return stock(call);
    // Threads that share a panel pack it each for themselves.
    const packed = panelColumns(backend.runner, info.outChannels) * info.outWidth * backend.runner.threads;
    return backend.produceOne(info.filterShape, (dw) =>
      run(backend, 'conv1dFilter', info, packed, [backend.floats(x), dw, backend.floats(dy)]),
    );
  };
}

/** x [batch, time, channels], filter [width, channels, filters], bias [filters] or empty; attributes: stride, pad, relu. */
function fused({ inputs, backend, attrs }: KernelCall): tf.TensorInfo {
  const { x, filter, bias } = inputs;
  const { stride, pad, relu } = attrs as { stride: number; pad: 'same' | 'valid'; relu: boolean };
  const [batch, time, channels] = x.shape;
  const filterShape = [1, ...filter.shape];
  const info = describe([batch, 1, time, channels], filterShape, { strides: [1, stride], pad });
  if (!info || channels !== filter.shape[1] || ![x, filter].every(isFloat)) {
    const [got, by] = [x, filter].map(({ shape, dtype }) => `${dtype} [${shape.join(', ')}]`);
    throw new Error(`conv1d kernel: expected float32 that a filter fits into, got ${got} and filter ${by}`);
  }
  const values = bias.shape[0] > 0 ? backend.floats(bias) : null;
  return convolve(backend, x, filter, info, [batch, info.outWidth, info.outChannels], { bias: values, relu });
}

/** dy and y = relu(x), alike [..., columns] -> dx, and the sums of its columns. */
function reluGradient({ inputs, backend }: KernelCall): tf.TensorInfo[] {
  const { dy, y } = inputs;
  const columns = y.shape[y.shape.length - 1];
  return backend.produce([y.shape, [columns]], ([dx, sums]) =>
    backend.runner.run(
      'reluGradient',
      [dx.length / columns, columns],
      [backend.floats(dy), backend.floats(y), dx, sums],
    ),
  );
}

export function registerConvolution(backendName: string): void {
  override(backendName, 'Conv2D', forward);
  override(backendName, 'Conv2DBackpropInput', inputGradient);
  override(backendName, 'Conv2DBackpropFilter', filterGradient);
  define(backendName, convolutionKernel, fused);
  define(backendName, reluGradientKernel, reluGradient);
}
