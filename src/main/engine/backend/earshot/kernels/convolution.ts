// Convolution in one dimension and its gradients. Conv1D reaches TensorFlow.js as a Conv2D of height one; whatever is
// really two-dimensional, dilated or channels-first stays with the stock kernels.

import * as tf from '@tensorflow/tfjs';
import type { EarshotBackend } from '../earshotBackend';
import { panelColumns, withScratch } from '../runner';
import type { Kernel, KernelCall } from './kernel';
import { override } from './kernel';

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
  if (dataFormat !== 'NHWC' || inputShape[1] !== 1 || filterShape[0] !== 1 || inputShape.includes(0))
    return null;
  const shapes = [inputShape as Shape, filterShape as Shape] as const;
  const info = tf.backend_util.computeConv2DInfo(...shapes, strides, dilations, pad, dimRoundingMode);
  return info.dilationWidth === 1 && info.outHeight === 1 && info.outWidth > 0 ? info : null;
}

/** Steps of the padded input that the windows reach. */
const paddedOf = (info: Info): number => (info.outWidth - 1) * info.strideWidth + info.filterWidth;

function numbersOf(info: Info): number[] {
  const { batchSize, inWidth, inChannels, outChannels, filterWidth, strideWidth, padInfo, outWidth } = info;
  return [
    batchSize,
    inWidth,
    inChannels,
    outChannels,
    filterWidth,
    strideWidth,
    padInfo.left,
    paddedOf(info),
    outWidth,
  ];
}

function run(
  backend: EarshotBackend,
  operation: 'conv1d' | 'conv1dInput' | 'conv1dFilter',
  info: Info,
  packedSize: number,
  [x, w, y]: readonly Float32Array[],
): void {
  const { runner } = backend;
  const padded = info.batchSize * paddedOf(info) * info.inChannels;
  withScratch(runner, [padded, packedSize], (scratch) =>
    runner.run(operation, numbersOf(info), [x, w, y, ...scratch]),
  );
}

function forward({ inputs, backend, attrs }: KernelCall, stock: Kernel): tf.TensorInfo | tf.TensorInfo[] {
  const { x, filter } = inputs;
  const info = describe(x.shape, filter.shape, attrs as unknown as ConvolutionAttributes);
  if (!info) return stock({ inputs, backend, attrs });
  const packed = panelColumns(backend.runner, info.outChannels) * info.filterWidth * info.inChannels;
  return backend.produceOne(info.outShape, (y) =>
    run(backend, 'conv1d', info, packed, [backend.floats(x), backend.floats(filter), y]),
  );
}

function inputGradient(
  { inputs, backend, attrs }: KernelCall,
  stock: Kernel,
): tf.TensorInfo | tf.TensorInfo[] {
  const { dy, filter } = inputs;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const info = describe(attributes.inputShape ?? [], filter.shape, attributes);
  if (!info) return stock({ inputs, backend, attrs });
  const packed = panelColumns(backend.runner, info.inChannels) * info.filterWidth * info.outChannels;
  return backend.produceOne(info.inShape, (dx) =>
    run(backend, 'conv1dInput', info, packed, [dx, backend.floats(filter), backend.floats(dy)]),
  );
}

function filterGradient(
  { inputs, backend, attrs }: KernelCall,
  stock: Kernel,
): tf.TensorInfo | tf.TensorInfo[] {
  const { x, dy } = inputs;
  const attributes = attrs as unknown as ConvolutionAttributes;
  const info = describe(x.shape, attributes.filterShape ?? [], attributes);
  if (!info) return stock({ inputs, backend, attrs });
  const packed = panelColumns(backend.runner, info.outChannels) * info.outWidth;
  return backend.produceOne(info.filterShape, (dw) =>
    run(backend, 'conv1dFilter', info, packed, [backend.floats(x), dw, backend.floats(dy)]),
  );
}

export function registerConvolution(backendName: string): void {
  override(backendName, 'Conv2D', (stock) => (call) => forward(call, stock));
  override(backendName, 'Conv2DBackpropInput', (stock) => (call) => inputGradient(call, stock));
  override(backendName, 'Conv2DBackpropFilter', (stock) => (call) => filterGradient(call, stock));
}
