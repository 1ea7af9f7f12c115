// The operations of the fused kernels as the C source numbers them. Not their arguments: each file in kernels/ packs
// those of its own operations, in the order of the C structs.

/** Index in the C source's table (native/call.h). */
export const operations = {
  matMul: 0,
  conv1d: 1,
  conv1dInput: 2,
  conv1dFilter: 3,
  recurrent: 4,
  recurrentGradient: 5,
  recurrentInput: 6,
  adam: 7,
  elementwise: 8,
  reluGradient: 9,
  reduce: 10,
  squaredNorm: 11,
  maxPool: 12,
  maxPoolGradient: 13,
  dropout: 14,
  crossEntropy: 15,
  gather: 16,
  segmentSum: 17,
  batchNorm: 18,
  batchNormGradient: 19,
} as const;

export type Operation = keyof typeof operations;

/** Sizes of the call block in native/call.h. */
export const callBlock = { numbers: 16, pointers: 64, scalars: 8 } as const;

/** Floats of a row of gates: padded, so that rows do not fall into the same cache sets (native/recurrent.h). */
export function gateStride(gates: number, units: number, lanes: number): number {
  return Math.ceil((gates * units) / lanes) * lanes + 16;
}

/** Steps of a weight gradient taken at once (DEPTH_BLOCK in native/product.h). */
export const depthBlock = 256;
