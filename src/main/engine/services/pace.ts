// At most so many calls a second: the last value always gets through.
// Not a queue: values in between are dropped.

export interface Pace<T> {
  /** Passes the value on now or, where one went out just before, when its turn comes. */
  send(value: T): void;
  /** Passes on what still waits. */
  flush(): void;
  /** Drops what still waits. */
  cancel(): void;
}

/**
 * Thins a stream of values.
 * @param intervalMs shortest time between two, in milliseconds
 * @param pass where they go
 */
export function createPace<T>(intervalMs: number, pass: (value: T) => void): Pace<T> {
  let waiting: { readonly value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;

  function stopTimer(): void {
    if (timer) clearTimeout(timer);
    timer = null;
  }

  function flush(): void {
    stopTimer();
    const next = waiting;
    waiting = null;
    if (next) pass(next.value);
  }

  function onTurn(): void {
    timer = null;
    if (!waiting) return;
    flush();
    timer = setTimeout(onTurn, intervalMs).unref();
  }

  return {
    send(value) {
      waiting = { value };
      if (timer) return;
      flush();
      timer = setTimeout(onTurn, intervalMs).unref();
    },
    flush,
    cancel() {
      stopTimer();
      waiting = null;
    },
  };
}
