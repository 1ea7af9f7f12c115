// The windows of truncated backpropagation through time (Williams and Peng 1990): which stretch of which tune stands in
// which row of which step. Rows hold one tune at a time, from its START on; a state is carried from window to window of
// a tune and begins at zero with every tune, as it does when tunes are written and measured.

import type { KeyHandling } from '../../../shared/contract/generators';
import { createRandom, hashSeed, shuffle } from '../../../shared/dsp/random';
import type { Random } from '../../../shared/dsp/random';
import { END_TOKEN, keyShifts, START_TOKEN, transposeTokens } from '../../../shared/music';
import type { TokenCodec } from '../../../shared/music';
import type { EpochBatches } from '../training/epochs';

/** One step's tokens, [rows, time] row by row. */
export interface TokenBatch {
  readonly rows: number;
  readonly time: number;
  /** What the network hears; START where a row is behind its tune's end. */
  readonly inputs: Int32Array;
  /** What comes next at each place; {@link END_TOKEN} where `weights` is 0. */
  readonly targets: Int32Array;
  /** 1 where there is a token to predict, 0 behind the end of a tune. */
  readonly weights: Float32Array;
  /** 1 for rows that go on with the tune of the step before, 0 where a tune begins (or the row is empty). */
  readonly carries: Float32Array;
  /** Tokens to predict. */
  readonly count: number;
}

/** How many windows a tune takes. @param tokens START and END included */
const windowsOf = (tokens: number, window: number): number => Math.max(1, Math.ceil((tokens - 1) / window));

/** Windows of the fullest row, each next longest tune given to the emptiest row: the steps of an epoch. */
export function countSteps(lengths: readonly number[], rows: number, window: number): number {
  return Math.max(0, ...assign(lengths, rows, window).map(({ windows }) => windows));
}

interface Row {
  readonly tunes: number[];
  windows: number;
}

/**
 * Longest tune first, each to the row with the least to do (Graham 1969): the loads, and so the number of steps,
 * depend on the lengths alone.
 * @param order tunes by index; among tunes of as many windows the earlier goes first
 */
function assign(
  lengths: readonly number[],
  rows: number,
  window: number,
  order: ArrayLike<number> = Array.from(lengths.keys()),
): readonly Row[] {
  const sizes = lengths.map((length) => windowsOf(length, window));
  const sorted = Array.from(order).sort((a, b) => sizes[b] - sizes[a]);
  const table = Array.from({ length: rows }, (): Row => ({ tunes: [], windows: 0 }));
  for (const tune of sorted) {
    const row = table.reduce((least, each) => (each.windows < least.windows ? each : least));
    row.tunes.push(tune);
    row.windows += sizes[tune];
  }
  return table;
}

/** A row being read: its tunes one after the other, window by window. */
interface Reader {
  next(batch: Mutable, row: number): void;
}

/** A batch being filled. */
interface Mutable {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly weights: Float32Array;
  readonly carries: Float32Array;
  count: number;
}

function createReader(tunes: readonly Int32Array[], window: number): Reader {
  let tune = 0;
  let from = 0;
  return {
    next(batch, row) {
      const tokens = tunes[tune];
      if (!tokens) return;
      const length = Math.min(window, tokens.length - 1 - from);
      const at = row * window;
      batch.inputs.set(tokens.subarray(from, from + length), at);
      batch.targets.set(tokens.subarray(from + 1, from + 1 + length), at);
      batch.weights.fill(1, at, at + length);
      batch.carries[row] = from > 0 ? 1 : 0;
      batch.count += length;
      from += length;
      if (from < tokens.length - 1) return;
      tune += 1;
      from = 0;
    },
  };
}

/** All windows of rows of tunes, step by step. */
export function* readWindows(
  rows: readonly (readonly Int32Array[])[],
  window: number,
): Generator<TokenBatch, void> {
  const readers = rows.map((tunes) => createReader(tunes, window));
  const size = rows.length * window;
  for (;;) {
    const batch: Mutable = {
      inputs: new Int32Array(size).fill(START_TOKEN),
      targets: new Int32Array(size).fill(END_TOKEN),
      weights: new Float32Array(size),
      carries: new Float32Array(rows.length),
      count: 0,
    };
    readers.forEach((reader, row) => reader.next(batch, row));
    if (batch.count === 0) return;
    yield { ...batch, rows: rows.length, time: window };
  }
}

export interface WindowOptions {
  readonly codec: TokenCodec;
  /** START to END of each tune. */
  readonly tunes: readonly Int32Array[];
  readonly batchSize: number;
  readonly window: number;
  readonly keys: KeyHandling;
  readonly seed: number;
}

/** A tune in a random one of the keys there is room for [T4]. */
function inRandomKey(codec: TokenCodec, tokens: Int32Array, random: Random): Int32Array {
  const shifts = keyShifts(codec, tokens);
  return transposeTokens(codec, tokens, shifts[Math.floor(random() * shifts.length)]);
}

/** Rows of a step: no more than there are tunes, since a row without one only costs time. */
export const rowsOf = (tunes: number, batchSize: number): number => Math.max(1, Math.min(tunes, batchSize));

/** The batches of every epoch: tunes in new keys where asked for, in an order that follows from seed and epoch. */
export function createWindows(options: WindowOptions): EpochBatches<TokenBatch> {
  const { codec, tunes, batchSize, window, keys, seed } = options;
  const lengths = tunes.map(({ length }) => length);
  const rows = rowsOf(tunes.length, batchSize);
  return {
    steps: countSteps(lengths, rows, window),
    batches(epoch) {
      const random = createRandom(hashSeed('windows', seed, epoch));
      const order = shuffle(Int32Array.from(tunes.keys()), random);
      const sung = tunes.map((tokens) =>
        keys === 'random-key' ? inRandomKey(codec, tokens, random) : tokens,
      );
      const table = assign(lengths, rows, window, order);
      const streams = table.map((row) =>
        shuffle(
          row.tunes.map((tune) => sung[tune]),
          random,
        ),
      );
      return readWindows(shuffle(streams, random), window);
    },
  };
}
