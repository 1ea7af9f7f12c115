// What the page's own protocol answers to an address: a file of the built page, or nothing.
// Not the reading of it.

import { securityHeaders } from '../page/csp';
import { pageFileOf, type PageFile } from '../page/pageFiles';
import { isOwnUrl } from './senders';

/**
 * The file behind an address of the page's protocol, with all headers it is sent with.
 * @param folder of the built page
 * @returns null where there is nothing to be had
 */
export function protocolFileOf(folder: string, method: string, address: string): PageFile | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  if (!isOwnUrl(address)) return null;
  const file = pageFileOf(folder, pathOf(address));
  return file && { path: file.path, headers: { ...file.headers, ...securityHeaders() } };
}

/** The path as it was asked for: `URL` would already have resolved what climbs out of the folder. */
function pathOf(address: string): string {
  const path = address.slice(address.indexOf('//') + 2).split(/[?#]/, 1)[0];
  const slash = path.indexOf('/');
  return slash < 0 ? '/' : path.slice(slash);
}
