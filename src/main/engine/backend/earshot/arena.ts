// Kernel memory in this process' heap, in classes of size: what is given back waits for the next of its class.
// Bounded: beyond the most that was ever in use at once, what has waited longest is left to the garbage collector.

import type { KernelMemory } from './memory';
import { CACHE_LINE } from './memory';

/** Four classes an octave: at most a quarter of a piece is wasted, and a batch a little smaller finds the same piece. */
const CLASSES_PER_OCTAVE = 4;
const SMALLEST = CACHE_LINE;

/** Free bytes kept beside the most that was in use at once. */
const SPARE_BYTES = 16 * 1024 * 1024;

/** Bytes of the class that holds `bytes`. */
export function classOf(bytes: number): number {
  if (bytes <= SMALLEST) return SMALLEST;
  const step = 2 ** Math.floor(Math.log2(bytes)) / CLASSES_PER_OCTAVE;
  return Math.ceil(bytes / Math.max(step, CACHE_LINE)) * Math.max(step, CACHE_LINE);
}

interface Piece {
  readonly buffer: ArrayBuffer;
  /** Where its first cache line begins. */
  readonly offset: number;
  readonly bytes: number;
  /** What was handed out; null while it waits. */
  values: Float32Array | null;
}

/** Pieces that wait, in the order they came back. */
interface Waiting {
  readonly pieces: Piece[];
  /** When one was last taken or given, on the arena's own count. */
  usedAt: number;
}

/** @param misalignment bytes by which a buffer misses the start of a cache line, 0 to 63 */
export function createArena(misalignment: (buffer: ArrayBuffer) => number): KernelMemory {
  const waiting = new Map<number, Waiting>();
  const pieces = new WeakMap<ArrayBufferLike, Piece>();
  let [clock, inUse, most, free] = [0, 0, 0, 0];

  function make(bytes: number): Piece {
    const buffer = new ArrayBuffer(bytes + CACHE_LINE);
    const offset = (CACHE_LINE - misalignment(buffer)) % CACHE_LINE;
    const piece: Piece = { buffer, offset, bytes, values: null };
    pieces.set(buffer, piece);
    return piece;
  }

  function waitingOf(bytes: number): Waiting {
    let list = waiting.get(bytes);
    if (!list) waiting.set(bytes, (list = { pieces: [], usedAt: 0 }));
    list.usedAt = ++clock;
    return list;
  }

  function trim(): void {
    while (free > most + SPARE_BYTES) {
      const filled = [...waiting.values()].filter((each) => each.pieces.length > 0);
      const oldest = filled.reduce((a, b) => (a.usedAt <= b.usedAt ? a : b));
      free -= oldest.pieces.shift()?.bytes ?? 0;
    }
  }

  return {
    allocate(length) {
      const bytes = classOf(length * 4);
      let piece = waitingOf(bytes).pieces.pop();
      if (piece) free -= bytes;
      else piece = make(bytes);
      inUse += bytes;
      most = Math.max(most, inUse);
      return (piece.values = new Float32Array(piece.buffer, piece.offset, length));
    },
    release(values) {
      const piece = pieces.get(values.buffer);
      if (piece?.values !== values)
        throw new Error('release: expected memory of this arena that was not given back before');
      piece.values = null;
      waitingOf(piece.bytes).pieces.push(piece);
      inUse -= piece.bytes;
      free += piece.bytes;
      trim();
    },
    owns: (values) => pieces.get(values.buffer)?.values === values,
    shares: (values) => pieces.has(values.buffer),
    bytes: () => inUse + free,
    bytesInUse: () => inUse,
  };
}
