// A channel over the message port of a process: Node's child_process and Electron's utilityProcess, either side.
// Not what starts or watches processes: that is src/main/supervisor.

import { createListeners, type Channel } from './channel';

/** How one side of a process boundary posts and hears. */
export interface ProcessPort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other side is gone. */
  onGone(listener: (reason: string) => void): void;
  close(): void;
}

/** Makes a channel of a process' port. */
export function fromProcessPort(port: ProcessPort): Channel {
  const listeners = createListeners();
  port.onMessage(listeners.deliver);
  port.onGone(listeners.closed);
  return {
    send(message) {
      if (!listeners.isClosed) port.post(message);
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close() {
      listeners.closed('The connection was closed on this side.');
      port.close();
    },
  };
}

/** What Node's `process` (in a forked child) and a ChildProcess have in common. */
export interface NodeIpc {
  readonly connected: boolean;
  send?(message: never, callback?: (error: Error | null) => void): boolean;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'disconnect', listener: () => void): unknown;
  disconnect?(): void;
}

/**
 * The port of a forked Node process (`serialization: 'advanced'`), or of its parent seen from inside.
 * A message sent while the other side is going away is dropped: `onGone` follows.
 */
export function nodeIpcPort(ipc: NodeIpc): ProcessPort {
  return {
    post(message) {
      if (ipc.connected) ipc.send?.(message as never, () => {});
    },
    onMessage: (listener) => ipc.on('message', listener),
    onGone: (listener) => ipc.on('disconnect', () => listener('The other process ended the connection.')),
    close() {
      if (ipc.connected) ipc.disconnect?.();
    },
  };
}
