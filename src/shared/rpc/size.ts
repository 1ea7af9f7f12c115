// How large a message is, and views made fit for cloning: both in one walk before anything is sent.
// Not a serialiser: the numbers are an estimate that is exact for typed arrays and close for the rest.

import { LabError } from '../contract/errors';

/** Largest message either way, in bytes. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
/** Nesting beyond it is no message of the lab. */
const MAX_DEPTH = 64;
/** What a number, a boolean or the head of an object counts. */
const VALUE_BYTES = 8;

interface Walk {
  bytes: number;
  readonly limit: number;
}

/**
 * Checks a message's size and gives every typed array a buffer of its own, because cloning a view clones all of
 * the buffer behind it.
 * @param limit bytes
 * @returns the message itself where no view had to be copied, else a copy with the views replaced
 * @throws too-large | invalid-argument (nested deeper than 64)
 */
export function prepareMessage(message: unknown, limit: number = MAX_MESSAGE_BYTES): unknown {
  return visit(message, { bytes: 0, limit }, 0);
}

function count(walk: Walk, bytes: number): void {
  walk.bytes += bytes;
  if (walk.bytes <= walk.limit) return;
  throw new LabError(
    'too-large',
    `A message holds more than ${describeBytes(walk.limit)}, the most that is sent at once. Send it in parts.`,
    { limit: walk.limit },
  );
}

/** A number of bytes in words: whole MiB, else KiB, else bytes. */
export function describeBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.floor(bytes / 1024 / 1024)} MiB`;
  return bytes >= 1024 ? `${Math.floor(bytes / 1024)} KiB` : `${bytes} bytes`;
}

function visit(value: unknown, walk: Walk, depth: number): unknown {
  if (typeof value === 'string') {
    count(walk, value.length + VALUE_BYTES);
    return value;
  }
  count(walk, VALUE_BYTES);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH)
    throw new LabError('invalid-argument', `A message is nested deeper than ${MAX_DEPTH} levels.`);
  if (ArrayBuffer.isView(value)) return visitView(value, walk);
  if (value instanceof ArrayBuffer) {
    count(walk, value.byteLength);
    return value;
  }
  if (Array.isArray(value)) return visitArray(value, walk, depth);
  if (value instanceof Map || value instanceof Set) visitCollection(value, walk, depth);
  return visitObject(value as Record<string, unknown>, walk, depth);
}

function visitView(view: ArrayBufferView, walk: Walk): unknown {
  count(walk, view.byteLength);
  const whole = view.byteLength === view.buffer.byteLength || !(view.buffer instanceof ArrayBuffer);
  return whole || !('slice' in view) ? view : (view as Uint8Array).slice();
}

function visitArray(items: readonly unknown[], walk: Walk, depth: number): unknown {
  let copy: unknown[] | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = visit(items[i], walk, depth + 1);
    if (item !== items[i]) (copy ??= [...items])[i] = item;
  }
  return copy ?? items;
}

function visitObject(object: Record<string, unknown>, walk: Walk, depth: number): unknown {
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(object)) {
    count(walk, key.length);
    const item = visit(object[key], walk, depth + 1);
    if (item !== object[key]) (copy ??= { ...object })[key] = item;
  }
  return copy ?? object;
}

/** Counted, not rewritten: the contract has no maps and no sets. */
function visitCollection(items: Iterable<unknown>, walk: Walk, depth: number): void {
  for (const item of items) visit(item, walk, depth + 1);
}
