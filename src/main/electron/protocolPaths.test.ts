// What the page's protocol serves, and climbing out of its folder in every spelling.
// Nothing is read from disk.

import { expect, it } from 'vitest';
import { protocolFileOf } from './protocolPaths';

const folder = '/app/out/renderer';

it.each([
  ['earshot://app', '/app/out/renderer/index.html'],
  ['earshot://app/', '/app/out/renderer/index.html'],
  ['earshot://app/?a=1#/train', '/app/out/renderer/index.html'],
  [
    'earshot://app/assets/recorder.worklet-D1i_xSKN.js',
    '/app/out/renderer/assets/recorder.worklet-D1i_xSKN.js',
  ],
])('%s is a file of the page', (address, path) => {
  const file = protocolFileOf(folder, 'GET', address);
  expect(file?.path).toBe(path);
  expect(file?.headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(file?.headers['x-content-type-options']).toBe('nosniff');
});

it('sends a policy that names no other host than itself', () => {
  const policy = protocolFileOf(folder, 'GET', 'earshot://app/')?.headers['content-security-policy'];
  expect(policy).toMatch(/connect-src 'self'$/);
});

it.each([
  'earshot://app/../main/electron.js',
  'earshot://app/%2e%2e/main/electron.js',
  'earshot://app/..%2fmain%2felectron.js',
  'earshot://app/assets/%2e%2e/%2e%2e/main/electron.js',
  'earshot://app/assets/../../main/electron.js',
  'earshot://app/..%5cmain%5celectron.js',
  'earshot://app//etc/passwd.txt',
  'earshot://app/%00.js',
  'earshot://app/.env',
  'earshot://app/%',
  'earshot://other/index.html',
  'earshot://app@evil/index.html',
  'file:///app/out/renderer/index.html',
  'https://app/index.html',
])('%s is nothing', (address) => {
  expect(protocolFileOf(folder, 'GET', address)).toBeNull();
});

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', ''])('only reads: %s', (method) => {
  expect(protocolFileOf(folder, method, 'earshot://app/')).toBeNull();
});
