// Who counts as our own page: the one place where an address or a sender of a message is judged.
// Pure; main.ts brings the facts.

import { DESKTOP_SCHEME } from '../../shared/rpc/handshake';

const PROTOCOL = `${DESKTOP_SCHEME}:`;
const HOST = 'app';

/** Whether an address is one of the page's own. */
export function isOwnUrl(address: string): boolean {
  const url = parse(address);
  if (url === null) return false;
  return url.protocol === PROTOCOL && url.host === HOST && url.username === '' && url.password === '';
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** What is known of who sent a message to the main process. */
export interface SenderFacts {
  /** Address of the frame; null where the frame is gone already. */
  readonly frameUrl: string | null;
  readonly isMainFrame: boolean;
  /** Whether it comes from the window that was made for the page. */
  readonly isOwnWindow: boolean;
}

/** Whether a message may be acted on. */
export function isTrustedSender({ frameUrl, isMainFrame, isOwnWindow }: SenderFacts): boolean {
  return frameUrl !== null && isMainFrame && isOwnWindow && isOwnUrl(frameUrl);
}

/** Whether a request may leave the page at all: its own files and what it made itself; never the network. */
export function isOwnRequest(address: string): boolean {
  return isOwnUrl(address) || /^(blob:earshot:\/\/app\/|data:|devtools:)/.test(address);
}
