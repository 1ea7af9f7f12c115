// The WebSockets of the browser host: who gets one, and that the dead ones go.
// Not the protocol: every open socket becomes a channel and is handed on.

import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { fromWebSocket, MAX_MESSAGE_BYTES, SOCKET_PROTOCOL, type Channel } from '../../shared/rpc';
import { checkUpgrade, type Refusal } from './admission';
import { portOf } from './pageServer';

export interface SocketOptions {
  readonly token: string;
  readonly onChannel: (channel: Channel) => void;
  /** Between two pings, in ms. Default 30,000. A socket that answers none in between is ended. */
  readonly pingMs?: number;
}

/** Tabs at once. */
const MAX_SOCKETS = 64;
/** What the packing of the largest message adds at most. */
const PACKING_BYTES = 1024 * 1024;

/** Takes over the server's upgrades. @returns ends all sockets */
export function serveSockets(
  server: Server,
  { token, onChannel, pingMs = 30_000 }: SocketOptions,
): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES + PACKING_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => SOCKET_PROTOCOL,
  });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const { method = '', url = '', headers } = request;
    const refusal =
      checkUpgrade({ method, url, headers }, portOf(server), token) ?? checkRoom(sockets.clients.size);
    if (refusal) refuse(stream, refusal);
    else
      sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  });
  sockets.on('wsClientError', (_error: Error, stream: Duplex, _request: IncomingMessage) => stream.destroy());
  sockets.on('connection', (socket) => onChannel(fromWebSocket(socket)));
  const stopPinging = pingAll(sockets, pingMs);
  return () => {
    stopPinging();
    for (const socket of sockets.clients) socket.close(1001);
    sockets.close();
  };
}

function checkRoom(open: number): Refusal | null {
  return open < MAX_SOCKETS
    ? null
    : { status: 503, reason: `${MAX_SOCKETS} pages are open, the most at once.` };
}

function refuse(stream: Duplex, { status, reason }: Refusal): void {
  const body = `${reason}\n`;
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n` +
      'content-type: text/plain; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\n` +
      `connection: close\r\n\r\n${body}`,
  );
}

/** Ends sockets whose computer went to sleep or whose page is gone without a word. */
function pingAll(sockets: WebSocketServer, pingMs: number): () => void {
  const silent = new WeakSet<WebSocket>();
  sockets.on('connection', (socket) => socket.on('pong', () => silent.delete(socket)));
  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
    }
  }, pingMs);
  timer.unref();
  return () => clearInterval(timer);
}
