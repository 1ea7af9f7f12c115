// Letting others have their turn, and stopping on request, in the midst of long work.

import { setImmediate } from 'node:timers/promises';
import { LabError } from '../../../shared/contract/errors';

/** Lets messages, timers and aborts through; resolves at once when there are none. */
export const yieldToEvents = (): Promise<void> => setImmediate();

/** @throws aborted when the signal says so */
export function throwIfAborted(signal?: AbortSignal): void {
  if (signal?.aborted) throw new LabError('aborted', 'Stopped.');
}

/** What some work gives, or null where it was aborted. */
export async function unlessAborted<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof LabError && error.code === 'aborted') return null;
    throw error;
  }
}
