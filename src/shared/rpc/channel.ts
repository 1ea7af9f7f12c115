// What the protocol needs of a transport: messages in order, both ways, until it closes.
// Not a transport itself: those are ./pair, ./messagePort, ./webSocket and ./processPort.

/**
 * One end of a connection. Messages are structured-cloneable values; what arrives is a copy, never a reference,
 * and typed arrays keep their type. The protocol sends prepared messages only (./size): views of a part of a buffer
 * would otherwise take the whole buffer along.
 */
export interface Channel {
  /** Sends a message; after the channel has closed it is dropped. @throws where the message cannot be cloned */
  send(message: unknown): void;
  /** @returns a function that removes the listener */
  onMessage(listener: (message: unknown) => void): () => void;
  /**
   * Called once, when the other end has gone or `close` was called here; at once where that has happened already.
   * @returns a function that removes the listener
   */
  onClose(listener: (reason: string) => void): () => void;
  close(): void;
}

/** What a transport delivers in place of a message it could not read. */
export class UnreadableMessage {
  /** Why, as a clause: `the frame is text, not binary`. */
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** The listening half of a channel, shared by the transports. */
export interface ChannelListeners extends Pick<Channel, 'onMessage' | 'onClose'> {
  deliver(message: unknown): void;
  /** Marks the channel closed; only the first call counts. */
  closed(reason: string): void;
  readonly isClosed: boolean;
}

/**
 * Keeps a channel's listeners and sees to it that closing is told exactly once to each. What comes before anybody
 * listens waits, and is delivered after the code that began to listen has run.
 */
export function createListeners(): ChannelListeners {
  const messageListeners = new Set<(message: unknown) => void>();
  const closeListeners = new Set<(reason: string) => void>();
  let waiting: unknown[] | null = [];
  let closedBecause: string | null = null;

  const deliver = (message: unknown) => {
    if (waiting !== null) waiting.push(message);
    else if (closedBecause === null) for (const listener of [...messageListeners]) listener(message);
  };
  const flush = () => {
    const messages = waiting ?? [];
    waiting = null;
    messages.forEach(deliver);
  };

  return {
    onMessage(listener) {
      messageListeners.add(listener);
      if (waiting !== null) queueMicrotask(flush);
      return () => messageListeners.delete(listener);
    },
    onClose(listener) {
      if (closedBecause !== null) listener(closedBecause);
      else closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    deliver,
    closed(reason) {
      if (closedBecause !== null) return;
      closedBecause = reason;
      for (const listener of [...closeListeners]) listener(reason);
      closeListeners.clear();
    },
    get isClosed() {
      return closedBecause !== null;
    },
  };
}
