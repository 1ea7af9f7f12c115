// Changing the sample rate without aliasing: a windowed sinc, one row of taps per phase, whole or in chunks.
// Not pitch or speed changes, and not Web Audio's resampler, which lets what is above Nyquist through.

import { requireSamples } from './samples';
import { requireSampleRate } from './rates';
import { sincFilter } from './sincFilter';
import type { SincFilter } from './sincFilter';

/** Resamples a sound that comes in chunks. */
export interface Resampler {
  /**
   * @param chunk the next samples; may be empty
   * @returns the samples that are now certain, about 4 ms behind the chunk's end at 16 kHz
   * @throws LabError bad-audio for samples that are not finite; the chunk is then not taken
   */
  push(chunk: Float32Array): Float32Array;
  /** The rest of the sound; the next push begins another one. */
  flush(): Float32Array;
  /** Samples that `count` input samples become in all. */
  lengthOf(count: number): number;
}

/** Input samples taken into the filter's window at a time. */
const BLOCK = 8192;

/**
 * Resamples a whole sound. Pass band to 0.45 of the lower rate (flat to 0.0001 dB), stop band from its half
 * (100 dB down and more), linear phase without delay: sample k lies at k / toRate seconds of the input. Outside the
 * sound there is silence. Figures are measured in resample.test.ts.
 * @param samples any length
 * @param fromRate Hz, whole, 1000 to 768000
 * @param toRate Hz, likewise
 * @returns ceil(samples.length * toRate / fromRate) samples; `samples` itself when the rates are equal
 * @throws LabError invalid-argument for a rate outside these limits; bad-audio for samples that are not finite
 */
export function resample(samples: Float32Array, fromRate: number, toRate: number): Float32Array {
  const convolver = createConvolver(fromRate, toRate);
  requireSamples(samples);
  if (fromRate === toRate) return samples;
  const out = new Float32Array(outputLength(samples.length, fromRate, toRate));
  const written = convolver.take(samples, out, 0);
  convolver.finish(out, written);
  return out;
}

/**
 * Makes a resampler for a sound in chunks; their results joined equal {@link resample} of the whole to the last bit.
 * @param fromRate Hz, whole, 1000 to 768000
 * @param toRate Hz, likewise
 * @throws LabError invalid-argument for a rate outside these limits
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  let convolver = createConvolver(fromRate, toRate);
  const lengthOf = (count: number) => outputLength(count, fromRate, toRate);
  if (fromRate === toRate) {
    const push = (chunk: Float32Array) => {
      requireSamples(chunk);
      return chunk.slice();
    };
    return { push, flush: () => new Float32Array(0), lengthOf };
  }
  return {
    push(chunk) {
      requireSamples(chunk);
      const out = new Float32Array(convolver.completes(chunk.length));
      convolver.take(chunk, out, 0);
      return out;
    },
    flush() {
      const out = new Float32Array(convolver.left());
      convolver.finish(out, 0);
      convolver = createConvolver(fromRate, toRate);
      return out;
    },
    lengthOf,
  };
}

/** Output instants that lie before the input's end. */
function outputLength(count: number, fromRate: number, toRate: number): number {
  return Math.ceil((count * toRate) / fromRate);
}

/** Runs a filter over a sound; keeps as much of it as the next sample reaches back. */
interface Convolver {
  /** Output samples that `more` input samples would complete. */
  completes(more: number): number;
  /** Output samples that the end of the sound would complete. */
  left(): number;
  /** Takes input and writes what it completes from `out[at]` on. @returns how many */
  take(chunk: Float32Array, out: Float32Array, at: number): number;
  /** Takes silence after the end. */
  finish(out: Float32Array, at: number): void;
}

function createConvolver(fromRate: number, toRate: number): Convolver {
  requireSampleRate(fromRate, 'fromRate');
  requireSampleRate(toRate, 'toRate');
  const filter = sincFilter(fromRate, toRate);
  const { taps, up, down } = filter;
  const half = taps / 2;
  const window = new Float64Array(taps + BLOCK);
  let filled = half - 1; // silence before the sound
  let taken = 0;
  let given = 0;
  // The next output lies at window[start + half - 1] plus rest / up of a sample.
  const cursor = { start: 0, rest: 0 };

  const takeBlock = (block: Float32Array, out: Float32Array, at: number) => {
    window.copyWithin(0, cursor.start, filled);
    filled -= cursor.start;
    cursor.start = 0;
    window.set(block, filled);
    filled += block.length;
    taken += block.length;
    const count = convolve(filter, window, filled, cursor, out, at);
    given += count;
    return count;
  };
  const take = (chunk: Float32Array, out: Float32Array, at: number) => {
    let written = 0;
    for (let start = 0; start < chunk.length; start += BLOCK) {
      written += takeBlock(chunk.subarray(start, start + BLOCK), out, at + written);
    }
    return written;
  };
  return {
    completes: (more) => Math.max(0, Math.ceil(((taken + more - half) * up) / down)) - given,
    left: () => Math.ceil((taken * up) / down) - given,
    take,
    finish: (out, at) => void take(new Float32Array(half), out, at),
  };
}

/** Writes every output whose taps all lie in the window. */
function convolve(
  filter: SincFilter,
  window: Float64Array,
  filled: number,
  cursor: { start: number; rest: number },
  out: Float32Array,
  at: number,
): number {
  const { up, down, taps, table, phases, exact } = filter;
  const step = Math.floor(down / up);
  const stepRest = down % up;
  let { start, rest } = cursor;
  let written = at;
  while (start + taps <= filled) {
    if (exact) {
      out[written++] = dot(table, rest * taps, window, start, taps);
    } else {
      const place = (rest * phases) / up;
      const row = Math.floor(place);
      const before = dot(table, row * taps, window, start, taps);
      const after = dot(table, (row + 1) * taps, window, start, taps);
      out[written++] = before + (place - row) * (after - before);
    }
    start += step;
    rest += stepRest;
    if (rest >= up) {
      rest -= up;
      start += 1;
    }
  }
  cursor.start = start;
  cursor.rest = rest;
  return written - at;
}

/** Sum of products; four sums at once, because each addition would else wait for the one before. */
function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, count: number): number {
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let i = 0; i < count; i += 4) {
    sum0 += a[aStart + i] * b[bStart + i];
    sum1 += a[aStart + i + 1] * b[bStart + i + 1];
    sum2 += a[aStart + i + 2] * b[bStart + i + 2];
    sum3 += a[aStart + i + 3] * b[bStart + i + 3];
  }
  return sum0 + sum1 + (sum2 + sum3);
}
