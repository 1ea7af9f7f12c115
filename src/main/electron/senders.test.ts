// Addresses that look like ours and are not, and messages from elsewhere.
// Pure.

import { describe, expect, it } from 'vitest';
import { isOwnRequest, isOwnUrl, isTrustedSender } from './senders';

describe('isOwnUrl', () => {
  it.each(['earshot://app', 'earshot://app/', 'earshot://app/index.html#/train', 'EARSHOT://app/'])(
    '%s is ours',
    (address) => expect(isOwnUrl(address)).toBe(true),
  );

  it.each([
    'earshot://app.evil.example/',
    'earshot://evil/app',
    'earshot://app:80/',
    'earshot://app@evil/',
    'earshot://evil@app/',
    'earshot://user:word@app/',
    'earshot:app',
    'earshot:/app/',
    'earshots://app/',
    'http://app/',
    'https://earshot/app',
    'file:///earshot://app/',
    'javascript:earshot://app/',
    'about:blank',
    'earshot://',
    '',
    'app',
  ])('%s is not', (address) => expect(isOwnUrl(address)).toBe(false));
});

describe('isTrustedSender', () => {
  const page = { frameUrl: 'earshot://app/', isMainFrame: true, isOwnWindow: true };

  it('trusts the page in its window', () => {
    expect(isTrustedSender(page)).toBe(true);
  });

  it.each([
    { frameUrl: null },
    { frameUrl: 'https://evil.example/' },
    { frameUrl: 'about:blank' },
    { isMainFrame: false },
    { isOwnWindow: false },
  ])('trusts nobody else: %j', (change) => expect(isTrustedSender({ ...page, ...change })).toBe(false));
});

describe('isOwnRequest', () => {
  it.each([
    'earshot://app/assets/a.js',
    'blob:earshot://app/1b2c',
    'data:image/png;base64,AA==',
    'devtools://devtools/x.js',
  ])('lets %s through', (address) => expect(isOwnRequest(address)).toBe(true));

  it.each([
    'https://cdn.example/x.js',
    'http://127.0.0.1:80/',
    'ws://evil/',
    'file:///etc/passwd',
    'blob:https://evil/1',
    'ftp://x/',
  ])('stops %s', (address) => expect(isOwnRequest(address)).toBe(false));
});
