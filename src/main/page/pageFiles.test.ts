// Paths the page asks for, and paths an attacker would.
// Nothing is read from disk.

import { expect, it } from 'vitest';
import { pageFileOf } from './pageFiles';

const folder = '/app/out/renderer';

it.each([
  ['/', '/app/out/renderer/index.html', 'text/html; charset=utf-8', 'no-store'],
  ['/index.html', '/app/out/renderer/index.html', 'text/html; charset=utf-8', 'no-store'],
  ['/icon.svg', '/app/out/renderer/icon.svg', 'image/svg+xml', 'no-store'],
  [
    '/assets/index-B2xk0_a9.js',
    '/app/out/renderer/assets/index-B2xk0_a9.js',
    'text/javascript; charset=utf-8',
    'immutable',
  ],
  [
    '/assets/recorder-worklet.js',
    '/app/out/renderer/assets/recorder-worklet.js',
    'text/javascript; charset=utf-8',
    '',
  ],
  ['/assets/mod.wasm', '/app/out/renderer/assets/mod.wasm', 'application/wasm', 'no-store'],
  ['/assets/a%20b.css', '/app/out/renderer/assets/a b.css', 'text/css; charset=utf-8', 'no-store'],
])('%s is a file of the page', (pathname, path, type, caching) => {
  const file = pageFileOf(folder, pathname);
  expect(file?.path).toBe(path);
  expect(file?.headers['content-type']).toBe(type);
  expect(file?.headers['cache-control']).toContain(caching);
});

it.each([
  '',
  'index.html',
  '//',
  '//etc/passwd',
  '/../main/server.js',
  '/..%2fmain/server.js',
  '/%2e%2e/main/server.js',
  '/%2e%2e%2fmain%2fserver.js',
  '/assets/../../main/server.js',
  '/assets/..',
  '/assets/',
  '/.',
  '/.env',
  '/assets/.hidden.js',
  '/..\\main\\server.js',
  '/..%5cmain%5cserver.js',
  '/C:/Windows/win.ini',
  '/assets/a.js%00.html',
  '/a%00.js',
  '/%',
  '/%ff.js',
  '/%252e%252e/main/server.js',
  '/assets/a.js:stream',
  '/package',
  '/assets/program.exe',
  `/${'a'.repeat(2000)}.js`,
])('%j is nothing the page could have asked for', (pathname) => {
  expect(pageFileOf(folder, pathname)).toBeNull();
});
