// A small room around all voices: a feedback delay network, light enough not to blur fast notes.
// Not a hall to choose from: one room, so that page and command line sound alike.

import { BLOCK, decayFactor } from './kernels/block';

/** The room. */
export interface Reverb {
  /** Adds the room to both sides, in place. */
  process(left: Float64Array, right: Float64Array): void;
  /** Whether it still rings. */
  ringing(): boolean;
  clear(): void;
}

/** Lengths of the delays at 44.1 kHz, prime. */
const LENGTHS = [1031, 1327, 1523, 1787, 2053, 2311, 2633, 2971];
const DECAY_SECONDS = 0.85;
/** Share of each delay's high frequencies that is lost in a pass. */
const DAMPING = 0.32;
const WET = 0.16;
const SILENT = 1e-6;

interface DelayLine {
  readonly line: Float32Array;
  readonly length: number;
  readonly gain: number;
  readonly samples: Float64Array;
  low: number;
}

/** Eight delays that feed each other through a Householder matrix (Jot and Chaigne, 1991), one-pole damping. */
export function createReverb(sampleRate: number): Reverb {
  const lines = LENGTHS.map((length) =>
    createLine(Math.max(BLOCK, Math.round((length * sampleRate) / 44100)), sampleRate),
  );
  const send = new Float64Array(BLOCK);
  const sum = new Float64Array(BLOCK);
  const mask = lines[0].line.length - 1;
  let write = 0;
  const state = { level: 0 };

  const readLine = (delay: DelayLine) => {
    const { line, length, gain, samples } = delay;
    let low = delay.low;
    for (let i = 0; i < BLOCK; i++) {
      low += (1 - DAMPING) * (line[(write + i - length) & mask] * gain - low);
      samples[i] = low;
      sum[i] += low;
    }
    delay.low = low;
  };

  /** Each line gets its own end less a quarter of all ends, and the input. */
  const feedLine = ({ line, samples }: DelayLine, sign: number) => {
    for (let i = 0; i < BLOCK; i++) line[(write + i) & mask] = samples[i] - 0.25 * sum[i] + sign * send[i];
  };

  return {
    process(left, right) {
      sum.fill(0);
      for (let i = 0; i < BLOCK; i++) send[i] = 0.5 * (left[i] + right[i]);
      for (const line of lines) readLine(line);
      for (let k = 0; k < lines.length; k++) feedLine(lines[k], k % 4 < 2 ? 1 : -1);
      let level = 0;
      for (let k = 0; k < lines.length; k++) {
        const { samples } = lines[k];
        const side = k % 2 === 0 ? left : right;
        for (let i = 0; i < BLOCK; i++) side[i] += WET * samples[i];
        level = Math.max(level, Math.abs(samples[0]), Math.abs(samples[BLOCK - 1]));
      }
      state.level = level;
      write = (write + BLOCK) & mask;
    },
    ringing: () => state.level > SILENT,
    clear() {
      state.level = 0;
      for (const delay of lines) {
        delay.low = 0;
        delay.line.fill(0);
      }
    },
  };
}

function createLine(length: number, sampleRate: number): DelayLine {
  const longest = (LENGTHS[LENGTHS.length - 1] * sampleRate) / 44100 + 2 * BLOCK;
  const size = 2 ** Math.ceil(Math.log2(Math.max(longest, 4 * BLOCK)));
  const gain = decayFactor(DECAY_SECONDS, sampleRate) ** length;
  return { line: new Float32Array(size), length, gain, samples: new Float64Array(BLOCK), low: 0 };
}
