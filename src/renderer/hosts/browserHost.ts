// Opens the browser host's channel: a WebSocket to the page's own origin with the token from the link.
// The token is taken out of the address at once and kept for reloads of this tab only.

import { LabError } from '../../shared/contract/errors';
import type { Channel } from '../../shared/rpc/channel';
import {
  SOCKET_PATH,
  STATUS_PATH,
  TOKEN_STORAGE_KEY,
  socketProtocols,
  tokenOfLink,
} from '../../shared/rpc/handshake';
import { fromWebSocket, type SocketLike } from '../../shared/rpc/webSocket';

const OPEN_THE_LINK = 'open the link that it printed (npm start shows it again).';

export async function openBrowserChannel(): Promise<Channel> {
  const token = takeToken();
  if (token === null) {
    throw new LabError('engine-lost', `This page was opened without its key: ${OPEN_THE_LINK}`);
  }
  return fromWebSocket((await openSocket(token)) as SocketLike);
}

function takeToken(): string | null {
  const { search, pathname, hash } = window.location;
  const token = tokenOfLink(search);
  if (token === null) return sessionStorage.getItem(TOKEN_STORAGE_KEY);
  sessionStorage.setItem(TOKEN_STORAGE_KEY, token);
  window.history.replaceState(null, '', pathname + hash);
  return token;
}

function openSocket(token: string): Promise<WebSocket> {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${window.location.host}${SOCKET_PATH}`, socketProtocols(token));
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.onopen = () => {
      socket.onopen = socket.onerror = null;
      resolve(socket);
    };
    socket.onerror = () => void whyRefused(token).then(reject);
  });
}

/** A browser hides why a socket was refused; the status page tells. */
async function whyRefused(token: string): Promise<LabError> {
  try {
    const answer = await fetch(STATUS_PATH, { headers: { authorization: `Bearer ${token}` } });
    if (answer.status === 401) {
      return new LabError(
        'engine-lost',
        `Earshot was started anew and this page has the old key: ${OPEN_THE_LINK}`,
      );
    }
    return new LabError('engine-lost', 'Earshot answers, but the connection was refused; trying again.');
  } catch {
    return new LabError(
      'engine-lost',
      'Earshot is not running any more. Start it again with npm start; work on disk is safe.',
    );
  }
}
