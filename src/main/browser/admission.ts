// Who is let in: the checks of one request, pure.
// Not the server: it answers with what stands here.

import { SOCKET_PATH, STATUS_PATH, tokenOfProtocols } from '../../shared/rpc/handshake';
import { isToken } from './token';

/** What of a request decides. */
export interface RequestFacts {
  readonly method: string;
  /** As it came: path and query. */
  readonly url: string;
  readonly headers: {
    readonly host?: string;
    readonly origin?: string;
    readonly authorization?: string;
    readonly 'sec-websocket-protocol'?: string;
  };
}

export interface Refusal {
  readonly status: 400 | 401 | 403 | 404 | 405 | 503;
  /** For a person who looks. */
  readonly reason: string;
}

const refuse = (status: Refusal['status'], reason: string): Refusal => ({ status, reason });

/** Names of this computer for itself; any other name that leads here was made by somebody else (DNS rebinding). */
export function ownHosts(port: number): readonly string[] {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return port === 80
    ? [...names, ...names.map((name) => `${name}:80`)]
    : names.map((name) => `${name}:${port}`);
}

/** The path of a request target, percent-encoded as it came; null where it is none (`*`, absolute forms). */
export function pathOf(url: string): string | null {
  const path = url.split(/[?#]/, 1)[0];
  return path.startsWith('/') ? path : null;
}

function checkHost({ headers }: RequestFacts, port: number): Refusal | null {
  if (ownHosts(port).includes((headers.host ?? '').toLowerCase())) return null;
  return refuse(403, 'Earshot answers only under its own address on this computer.');
}

/**
 * Checks a request for a file or for the status.
 * @returns null where it may be answered
 */
export function checkRequest(request: RequestFacts, port: number, token: string): Refusal | null {
  const wrongHost = checkHost(request, port);
  if (wrongHost) return wrongHost;
  const { headers } = request;
  if (headers.origin !== undefined && !isOwnOrigin(headers)) return refuse(403, 'Another site asked.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD.');
  const path = pathOf(request.url);
  if (path === null) return refuse(400, 'No such address.');
  if (path !== STATUS_PATH) return null;
  const given = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? null;
  return isToken(token, given) ? null : refuse(401, 'The link of this server has another token.');
}

/**
 * Checks a request for a WebSocket. Browsers let any page open one anywhere, so the origin must be the page's own,
 * and the token must be there.
 * @returns null where the socket may be opened
 */
export function checkUpgrade(request: RequestFacts, port: number, token: string): Refusal | null {
  const wrongHost = checkHost(request, port);
  if (wrongHost) return wrongHost;
  if (!isOwnOrigin(request.headers)) return refuse(403, 'Another site asked.');
  if (pathOf(request.url) !== SOCKET_PATH) return refuse(404, 'No such address.');
  const given = tokenOfProtocols(request.headers['sec-websocket-protocol']);
  return isToken(token, given) ? null : refuse(401, 'The link of this server has another token.');
}

/** The host has been checked by then, so the same host is our own. */
function isOwnOrigin({ origin, host }: RequestFacts['headers']): boolean {
  return origin?.toLowerCase() === `http://${(host ?? '').toLowerCase()}`;
}
