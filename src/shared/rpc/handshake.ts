// How a page finds its engine, word for word: both hosts and the page's connector take the names from here.
// Not a transport: what runs over the connection afterwards is the protocol of ./protocol.

/**
 * Browser host
 * 1. The server prints and opens `http://127.0.0.1:PORT/?token=T` ({@link browserLink}). The token stands in the
 *    query because the system's openers and terminals pass a query on unharmed everywhere, a fragment not always;
 *    what a fragment would hide it from is closed otherwise: the page is served with `Referrer-Policy: no-referrer`,
 *    loads nothing from elsewhere, and the server keeps no log of requests.
 * 2. The page takes the token ({@link tokenOfLink}), keeps it in sessionStorage under {@link TOKEN_STORAGE_KEY} and
 *    removes it from the address with `history.replaceState`.
 * 3. It opens a WebSocket at `ws://<location.host>/rpc` with the subprotocols {@link socketProtocols}, sets
 *    `binaryType = 'arraybuffer'`, and hands it to `fromWebSocket`. Frames are binary (see ./packing).
 * 4. A browser hides why a socket was refused. `fetch('/status', { headers: { authorization: 'Bearer ' + T } })`
 *    tells: 200 `{ earshot: version }` token good; 401 another token (the server was started anew: open the link it
 *    printed); no answer: the server is gone.
 *
 * Desktop host
 * 1. The page sends `window.postMessage(PORT_REQUEST, location.origin)` once it listens (and again to connect anew).
 * 2. The preload forwards the request, the main process checks who asks, and the page gets a 'message' event with
 *    `event.source === window`, `event.data === PORT_MESSAGE` ('earshot:port') and the port in `event.ports[0]`;
 *    hand it to `fromMessagePort`. An earlier port is closed by then.
 *
 * A page knows which host it is in by its own address: `location.protocol` is {@link DESKTOP_SCHEME}`:` on the desktop.
 */

/** Path of the WebSocket on the browser host. */
export const SOCKET_PATH = '/rpc';
/** Path that says whether a token is good. */
export const STATUS_PATH = '/status';
/** The subprotocol the server chooses; the token travels beside it and is never sent back. */
export const SOCKET_PROTOCOL = 'earshot';
/** Where the page keeps the token for reloads. */
export const TOKEN_STORAGE_KEY = 'earshot.token';
/** `event.data` of the message that brings the port. */
export const PORT_MESSAGE = 'earshot:port';
/** What the page posts to its own window to ask for a port. */
export const PORT_REQUEST = 'earshot:connect';
/** Scheme of the page on the desktop. */
export const DESKTOP_SCHEME = 'earshot';
/** Origin of the page on the desktop. */
export const DESKTOP_ORIGIN = `${DESKTOP_SCHEME}://app`;

const TOKEN_PREFIX = 'token.';
/** A token is 32 random bytes in base64url. */
const TOKEN = /^[\w-]{43}$/;

/**
 * The link a person opens.
 * @param port of the server, 1 to 65535
 * @param token 43 characters of base64url
 */
export function browserLink(port: number, token: string): string {
  return `http://127.0.0.1:${port}/?token=${token}`;
}

/**
 * The token in a link.
 * @param search the query of the address, e.g. `location.search`
 * @returns the token, or null where there is none of the right shape
 */
export function tokenOfLink(search: string): string | null {
  const found = /[?&]token=([^&#]*)/.exec(search)?.[1] ?? '';
  return TOKEN.test(found) ? found : null;
}

/** Subprotocols to open the WebSocket with. */
export function socketProtocols(token: string): string[] {
  return [SOCKET_PROTOCOL, TOKEN_PREFIX + token];
}

/**
 * The token among offered subprotocols.
 * @param offered the `Sec-WebSocket-Protocol` header, or null
 * @returns the token as it came, or null where the offer is not exactly {@link socketProtocols}
 */
export function tokenOfProtocols(offered: string | null | undefined): string | null {
  const names = (offered ?? '').split(',').map((name) => name.trim());
  if (names.length !== 2 || names[0] !== SOCKET_PROTOCOL || !names[1].startsWith(TOKEN_PREFIX)) return null;
  const token = names[1].slice(TOKEN_PREFIX.length);
  return TOKEN.test(token) ? token : null;
}
