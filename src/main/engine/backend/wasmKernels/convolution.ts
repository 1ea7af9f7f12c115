// Gradients of convolution for wasm as matrix products: wasm has none for the filter and a scalar loop for the
// input. Channels last, any stride and padding, no dilation. Not the forward pass: that is the backend's own.

import * as tf from '@tensorflow/tfjs';
import type { Info, KernelCall, WasmKernel } from './heap';
import { floatsOf, kernelOf, reshaped } from './heap';

type ConvolutionInfo = tf.backend_util.Conv2DInfo;
type Shape4D = [number, number, number, number];

function convolutionOf(call: KernelCall, inputShape: number[], filterShape: number[]): ConvolutionInfo {
  const { strides, pad, dimRoundingMode, dataFormat } = call.attrs as {
    strides: [number, number];
    pad: 'valid' | 'same' | number;
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    dataFormat?: 'NHWC' | 'NCHW';
  };
  if (dataFormat === 'NCHW') throw new Error('convolution gradients on wasm: expected NHWC, got NCHW');
  return tf.backend_util.computeConv2DInfo(
    inputShape as Shape4D,
    filterShape as Shape4D,
    strides,
    1,
    pad,
    dimRoundingMode,
  );
}

const outputPositions = (info: ConvolutionInfo) => info.batchSize * info.outHeight * info.outWidth;
const filterSize = (info: ConvolutionInfo) => info.filterHeight * info.filterWidth * info.inChannels;

/** Calls `visit(patch offset, input offset)` for each run of `inChannels` values that filter and input share. */
function visitPatches(info: ConvolutionInfo, visit: (patch: number, input: number) => void): void {
  const { batchSize, inHeight, inWidth, inChannels, outHeight, outWidth, filterHeight, filterWidth } = info;
  let patch = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        for (let fy = 0; fy < filterHeight; fy++) {
          const y = row * info.strideHeight + fy - info.padInfo.top;
          for (let fx = 0; fx < filterWidth; fx++, patch += inChannels) {
            const x = column * info.strideWidth + fx - info.padInfo.left;
            if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
            visit(patch, ((n * inHeight + y) * inWidth + x) * inChannels);
          }
        }
      }
    }
  }
}

/** im2col: [positions, filter size], zero where the filter hangs over the edge. */
function unfold(x: Info, info: ConvolutionInfo, call: KernelCall): Info {
  const patches = call.backend.makeOutput([outputPositions(info), filterSize(info)], 'float32');
  const to = floatsOf(call.backend, patches).fill(0);
  const from = floatsOf(call.backend, x);
  const { inChannels } = info;
  visitPatches(info, (patch, input) => {
    for (let c = 0; c < inChannels; c++) to[patch + c] = from[input + c];
  });
  return patches;
}

/** col2im: adds the patches back onto the input they came from. */
function fold(patches: Info, info: ConvolutionInfo, call: KernelCall): Info {
  const dx = call.backend.makeOutput(info.inShape, 'float32');
  const to = floatsOf(call.backend, dx).fill(0);
  const from = floatsOf(call.backend, patches);
  const { inChannels } = info;
  visitPatches(info, (patch, input) => {
    for (let c = 0; c < inChannels; c++) to[input + c] += from[patch + c];
  });
  return dx;
}

function product(a: Info, b: Info, call: KernelCall, transposeA: boolean, transposeB: boolean): Info {
  return kernelOf('BatchMatMul')({
    inputs: { a, b },
    backend: call.backend,
    attrs: { transposeA, transposeB },
  });
}

/** dL/dfilter = unfold(x)^T . dy. Inputs x [B, H, W, inChannels] and dy [B, outH, outW, outChannels]. */
export const conv2DBackpropFilter: WasmKernel = (call) => {
  const { x, dy } = call.inputs;
  const filterShape = call.attrs.filterShape as number[];
  const info = convolutionOf(call, x.shape, filterShape);
  const patches = unfold(x, info, call);
  const gradient = product(
    patches,
    reshaped(dy, [outputPositions(info), info.outChannels]),
    call,
    true,
    false,
  );
  call.backend.disposeData(patches.dataId);
  return reshaped(gradient, filterShape);
};

/** dL/dx = fold(dy . filter^T). Inputs dy [B, outH, outW, outChannels] and filter [fH, fW, inChannels, outChannels]. */
export const conv2DBackpropInput: WasmKernel = (call) => {
  const { dy, filter } = call.inputs;
  const info = convolutionOf(call, call.attrs.inputShape as number[], filter.shape);
  const flatFilter = reshaped(filter, [filterSize(info), info.outChannels]);
  const patches = product(
    reshaped(dy, [outputPositions(info), info.outChannels]),
    flatFilter,
    call,
    false,
    true,
  );
  const dx = fold(patches, info, call);
  call.backend.disposeData(patches.dataId);
  return dx;
};
