// A channel over a MessagePort: the DOM's, worker_threads' and its Worker, or anything that posts and emits alike.
// Not for Electron's ports in the main process (events of another shape): see src/main/electron.

import { createListeners, UnreadableMessage, type Channel } from './channel';

/** A port of the DOM: DedicatedWorkerGlobalScope and Worker have the same shape. */
export interface DomPort {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  start?(): void;
  close?(): void;
}

/** A port of node:worker_threads; a Worker (its `exit` and `error` close the channel) is one too. */
export interface NodePort {
  postMessage(message: unknown): void;
  on(type: string, listener: (value: unknown) => void): unknown;
  close?(): void;
}

const CLOSED_HERE = 'The connection was closed on this side.';
const CLOSED_THERE = 'The other side closed the connection.';

/**
 * Makes a channel of a port. The port belongs to the channel from then on; for a Worker, `close` only stops
 * listening, ending it is its owner's.
 */
export function fromMessagePort(port: DomPort | NodePort): Channel {
  const listeners = createListeners();
  if ('on' in port) listenNode(port, listeners.deliver, listeners.closed);
  else listenDom(port, listeners.deliver, listeners.closed);
  return {
    send(message) {
      if (!listeners.isClosed) port.postMessage(message);
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close() {
      listeners.closed(CLOSED_HERE);
      port.close?.();
    },
  };
}

type Deliver = (message: unknown) => void;
type Closed = (reason: string) => void;

function listenNode(port: NodePort, deliver: Deliver, closed: Closed): void {
  port.on('message', deliver);
  port.on('messageerror', (error) =>
    deliver(new UnreadableMessage(`it could not be cloned: ${String(error)}`)),
  );
  port.on('close', () => closed(CLOSED_THERE));
  port.on('error', (error) => closed(`The worker failed: ${String(error)}.`));
  port.on('exit', (code) => closed(`The worker ended (exit code ${String(code)}).`));
}

function listenDom(port: DomPort, deliver: Deliver, closed: Closed): void {
  port.addEventListener('message', (event) => deliver((event as { readonly data?: unknown }).data));
  port.addEventListener('messageerror', () => deliver(new UnreadableMessage('it could not be cloned')));
  port.addEventListener('close', () => closed(CLOSED_THERE));
  port.start?.();
}
