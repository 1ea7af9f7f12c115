// Which file of the built page a path names, with what type it is sent, and how long it may be kept.
// Not a server: both hosts ask here and send the answer their own way.

import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.txt': 'text/plain; charset=utf-8',
};

export interface PageFile {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const MAX_PATH = 1024;
/** One path segment: no dots in front, no separators of any system, no drive letters, no control characters. */
const SEGMENT = /^(?!\.)[\w.@ ~()+-]+$/;

/**
 * Finds the file a request names. Whether it is there is not looked at.
 * @param folder of the built page
 * @param pathname of the address, percent-encoded as it came, e.g. `/assets/index-B2x.js`
 * @returns null where the path is nothing the page could have asked for: outside the folder, hidden, of no known type
 */
export function pageFileOf(folder: string, pathname: string): PageFile | null {
  const segments = segmentsOf(pathname);
  if (segments === null) return null;
  const names = segments.length === 0 ? ['index.html'] : segments;
  const type = types[extname(names[names.length - 1]).toLowerCase()];
  const path = join(folder, ...names);
  if (type === undefined || !path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return null;
  return { path, headers: { 'content-type': type, 'cache-control': cacheControlOf(names) } };
}

function segmentsOf(pathname: string): readonly string[] | null {
  if (!pathname.startsWith('/') || pathname.length > MAX_PATH) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname.slice(1));
  } catch {
    return null;
  }
  if (decoded === '') return [];
  const segments = decoded.split('/');
  return segments.every((segment) => SEGMENT.test(segment)) ? segments : null;
}

/** Built files under assets/ carry a hash of their content in the name; everything else is asked for anew. */
function cacheControlOf(names: readonly string[]): string {
  const hashed =
    names.length > 1 && names[0] === 'assets' && /-[\w-]{8,}\.\w+$/.test(names[names.length - 1]);
  return hashed ? 'public, max-age=31536000, immutable' : 'no-store';
}
