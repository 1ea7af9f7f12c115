// Waits for the engine to be reached again after it was lost.
// Not a retry: whoever waits decides what to do again.

import type { HostConnection } from './connection';

/** Resolves at the next connection that is made. */
export function nextConnection({ status }: Pick<HostConnection, 'status'>): Promise<void> {
  return new Promise((resolve) => {
    const stop = status.subscribe((now, before) => {
      if (now.connections === before.connections) return;
      stop();
      resolve();
    });
  });
}
