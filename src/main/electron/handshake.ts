// Gives the page its port to the engine: one at a time, only to the page itself.
// Not Electron: main.ts brings the facts and the ports; the page's half stands in src/shared/rpc/handshake.ts.

import { createListeners, type Channel } from '../../shared/rpc/channel';
import { isTrustedSender, type SenderFacts } from './senders';

/** A port as Electron's main process has it. */
export interface MainPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/** Makes a channel of a port of the main process. */
export function fromMainPort(port: MainPort): Channel {
  const listeners = createListeners();
  port.on('message', ({ data }) => listeners.deliver(data));
  port.on('close', () => listeners.closed('The page closed the connection.'));
  port.start();
  return {
    send: (message) => {
      if (!listeners.isClosed) port.postMessage(message);
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close() {
      listeners.closed('The connection was closed on this side.');
      port.close();
    },
  };
}

export interface HandshakeOptions<PagePort> {
  /** Two joined ports: one stays, one goes to the page. */
  readonly makePorts: () => { readonly own: MainPort; readonly page: PagePort };
  /** Serves the page on its channel. */
  readonly connect: (channel: Channel) => void;
}

export interface PortRequest<PagePort> {
  readonly sender: SenderFacts;
  /** Sends the port to the frame that asked. */
  readonly reply: (port: PagePort) => void;
}

/**
 * Answers requests for a port. A page that asks again (it was reloaded, or lost its connection) gets a new one, and
 * the one before is closed.
 * @returns whether the request was granted
 */
export function createHandshake<PagePort>({ makePorts, connect }: HandshakeOptions<PagePort>) {
  let current: Channel | null = null;
  return ({ sender, reply }: PortRequest<PagePort>): boolean => {
    if (!isTrustedSender(sender)) return false;
    current?.close();
    const { own, page } = makePorts();
    current = fromMainPort(own);
    connect(current);
    reply(page);
    return true;
  };
}
