// A channel over a WebSocket, the browser's or the one of `ws`: binary frames, one message each.
// Not a server and no handshake: see ./handshake and src/main/browser.

import { createListeners, UnreadableMessage, type Channel } from './channel';
import { packMessage, unpackMessage } from './packing';

/** What both kinds of WebSocket have in common. */
export interface SocketLike {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error' | 'message' | 'close', listener: (event: object) => void): void;
}

export interface SocketOptions {
  /** Bytes that may wait to be sent before the other end counts as stuck and is closed. Default 256 MiB. */
  readonly maxBufferedBytes?: number;
}

/** What is read of a 'message' event. */
interface Received {
  readonly data: unknown;
}

/** What is read of a 'close' event. */
interface Closed {
  readonly code: number;
  readonly reason: string;
}

const CONNECTING = 0;
const OPEN = 1;
const DEFAULT_MAX_BUFFERED_BYTES = 256 * 1024 * 1024;

/** Makes a channel of a socket that is open or opening; what is sent before it is open waits. */
export function fromWebSocket(socket: SocketLike, options: SocketOptions = {}): Channel {
  const maxBufferedBytes = options.maxBufferedBytes ?? DEFAULT_MAX_BUFFERED_BYTES;
  const listeners = createListeners();
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  socket.binaryType = 'arraybuffer';
  socket.addEventListener('open', () => {
    for (const frame of waiting.splice(0)) socket.send(frame);
  });
  socket.addEventListener('message', (event) => listeners.deliver(read((event as Received).data)));
  socket.addEventListener('close', (event) => listeners.closed(describeClose(event as Closed)));
  // A 'close' with the code follows; without a listener Node would end the process.
  socket.addEventListener('error', () => {});

  const close = (code: number, reason: string) => {
    listeners.closed(`The connection was closed on this side${reason && ` (${reason})`}.`);
    socket.close(code, reason);
  };
  return {
    send(message) {
      if (listeners.isClosed) return;
      const frame = packMessage(message);
      if (socket.readyState === CONNECTING) waiting.push(frame);
      else if (socket.readyState === OPEN) socket.send(frame);
      if (socket.bufferedAmount > maxBufferedBytes) close(1013, 'the other end does not read');
    },
    onMessage: listeners.onMessage,
    onClose: listeners.onClose,
    close: () => close(1000, ''),
  };
}

function read(data: unknown): unknown {
  if (data instanceof ArrayBuffer) return unpackMessage(new Uint8Array(data));
  if (data instanceof Uint8Array) return unpackMessage(data);
  return new UnreadableMessage('the frame is text, not binary');
}

function describeClose({ code, reason }: Closed): string {
  if (code === 1000 || code === 1001) return 'The other side closed the connection.';
  if (code === 1009) return 'The other side closed the connection: a message was too large.';
  return `The connection broke (code ${code}${reason && `, ${reason}`}).`;
}
