// The HTTP side of the browser host: the page's files and the status, on the loopback address only.
// Not the WebSocket: ./sockets. No file outside the built page is ever read.

import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LabError } from '../../shared/contract/errors';
import { STATUS_PATH } from '../../shared/rpc/handshake';
import { securityHeaders } from '../page/csp';
import { pageFileOf } from '../page/pageFiles';
import { checkRequest, pathOf, type Refusal } from './admission';

export interface PageServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  readonly token: string;
  readonly version: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Files are small and the page is one person's; more at once is nobody's browser. */
const MAX_CONNECTIONS = 256;

/**
 * Starts listening on 127.0.0.1.
 * @throws invalid-argument when the port is taken or may not be used
 */
export async function startPageServer(options: PageServerOptions): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => void answer(request, response, options, portOf(server)));
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(options.port, error)));
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, resolve);
  });
  return { server, port: portOf(server) };
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function portError(port: number, { code, message }: NodeJS.ErrnoException): LabError {
  const why =
    code === 'EADDRINUSE'
      ? 'another program uses it'
      : code === 'EACCES'
        ? 'this system does not let you use it'
        : message;
  return new LabError(
    'invalid-argument',
    `Earshot cannot listen on port ${port}: ${why}. Choose another with --port.`,
    { port },
  );
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { page, token, version }: PageServerOptions,
  port: number,
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const refusal = checkRequest({ method, url, headers }, port, token);
  if (refusal) return refuse(response, refusal);
  const path = pathOf(url) ?? '/';
  if (path === STATUS_PATH)
    return send(response, method, jsonHeaders, Buffer.from(JSON.stringify({ earshot: version })));
  const file = pageFileOf(page, path);
  const body = file && (await readFile(file.path).catch(() => null));
  if (!file || !body) return refuse(response, { status: 404, reason: 'There is no such file.' });
  // 'self' covers the socket in current browsers; older ones want it spelled out.
  send(response, method, { ...file.headers, ...securityHeaders([`ws://${headers.host}`]) }, body);
}

const jsonHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  ...securityHeaders(),
};

function send(
  response: ServerResponse,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
): void {
  response.writeHead(200, { ...headers, 'content-length': body.length });
  response.end(method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  const body = `${reason}\n`;
  const allow = status === 405 ? { allow: 'GET, HEAD' } : {};
  response.writeHead(status, {
    ...securityHeaders(),
    ...allow,
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  });
  response.end(body);
}
