// Gradient of maximum pooling for wasm. Its own kernel (4.22) looks for the maximum from the smallest positive float
// up, so a window without a positive value gets no gradient at all. Channels last. Not the forward pass.

import * as tf from '@tensorflow/tfjs';
import type { Info, KernelCall, WasmKernel } from './heap';
import { floatsOf } from './heap';

type PoolInfo = tf.backend_util.Conv2DInfo;

function poolOf(input: Info, { attrs }: KernelCall): PoolInfo {
  const { filterSize, strides, pad, dimRoundingMode } = attrs as {
    filterSize: [number, number];
    strides: [number, number];
    pad: 'valid' | 'same' | number;
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
  };
  const shape = input.shape as [number, number, number, number];
  return tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

/** Place of the first maximum of one channel in a window, as the forward pass would have taken it. */
function findMaximum(
  values: Float32Array,
  info: PoolInfo,
  example: number,
  top: number,
  left: number,
  channel: number,
): number {
  const { inHeight, inWidth, inChannels } = info;
  let found = -1;
  for (let y = Math.max(0, top); y < Math.min(inHeight, top + info.effectiveFilterHeight); y++) {
    for (let x = Math.max(0, left); x < Math.min(inWidth, left + info.effectiveFilterWidth); x++) {
      const place = ((example * inHeight + y) * inWidth + x) * inChannels + channel;
      if (found < 0 || values[place] > values[found]) found = place;
    }
  }
  return found;
}

/** Each dy goes to the place its maximum came from. Inputs dy [B, outH, outW, C] and input [B, H, W, C]. */
export const maxPoolGrad: WasmKernel = (call) => {
  const { dy, input } = call.inputs;
  const info = poolOf(input, call);
  const dx = call.backend.makeOutput(input.shape, 'float32');
  const to = floatsOf(call.backend, dx).fill(0);
  const from = floatsOf(call.backend, dy);
  const values = floatsOf(call.backend, input);
  let at = 0;
  for (let example = 0; example < info.batchSize; example++) {
    for (let row = 0; row < info.outHeight; row++) {
      const top = row * info.strideHeight - info.padInfo.top;
      for (let column = 0; column < info.outWidth; column++) {
        const left = column * info.strideWidth - info.padInfo.left;
        for (let channel = 0; channel < info.outChannels; channel++, at++) {
          to[findMaximum(values, info, example, top, left, channel)] += from[at];
        }
      }
    }
  }
  return dx;
};
