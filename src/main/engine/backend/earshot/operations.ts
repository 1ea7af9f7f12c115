// The operations of the fused kernels as the C source numbers them, and what flows which way through their arguments.
// Not their meaning: each file in kernels/ packs the arguments of its own operations.

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
} as const;

export type Operation = keyof typeof operations;

const recurrentArguments = 'iiiiiiii';
const recurrentKept = 'kkkkkk';

/**
 * One letter an argument: `i` read, `o` written, `b` both, `k` memory of the runner (kept between calls or scratch).
 * A runner whose memory is elsewhere copies by it.
 */
export const directions: Readonly<Record<Operation, string>> = {
  matMul: 'iiiok',
  conv1d: 'iiokk',
  conv1dInput: 'oiikk',
  conv1dFilter: 'ioikk',
  recurrent: `${recurrentArguments}ooo${recurrentKept}`,
  recurrentGradient: `${recurrentArguments}iii${recurrentKept}iiikooooookkkk`,
  recurrentInput: `${recurrentArguments}iii${recurrentKept}iiiokkkkkkkkkk`,
  adam: 'bbbi',
};

/** Floats of a row of gates: padded, so that rows do not fall into the same cache sets (native/recurrent.h). */
export function gateStride(gates: number, units: number, lanes: number): number {
  return Math.ceil((gates * units) / lanes) * lanes + 16;
}

/** Steps of a weight gradient taken at once (DEPTH_BLOCK in native/recurrent.h). */
export const depthBlock = 256;
