// The words of the handshake, and what is taken for a token.
// Not the server's checks: those stand beside src/main/browser.

import { expect, it } from 'vitest';
import { browserLink, socketProtocols, tokenOfLink, tokenOfProtocols } from './handshake';

const token = 'aZ09_-'.repeat(7) + 'x';

it('finds the token it put into the link', () => {
  expect(browserLink(4321, token)).toBe(`http://127.0.0.1:4321/?token=${token}`);
  expect(tokenOfLink(`?token=${token}`)).toBe(token);
  expect(tokenOfLink(`?a=1&token=${token}&b=2`)).toBe(token);
});

it('takes nothing of another shape for a token', () => {
  for (const search of [
    '',
    '?',
    '?token=',
    `?token=${token}x`,
    `?token=${token.slice(1)}`,
    `?mytoken=${token}`,
    '?token=<script>',
  ]) {
    expect(tokenOfLink(search)).toBeNull();
  }
});

it('finds the token among the subprotocols it made, and only there', () => {
  expect(tokenOfProtocols(socketProtocols(token).join(', '))).toBe(token);
  expect(tokenOfProtocols(socketProtocols(token).join(','))).toBe(token);
  for (const offered of [
    null,
    undefined,
    '',
    'earshot',
    `token.${token}`,
    `token.${token}, earshot`,
    `earshot, ${token}`,
    `earshot, token.${token}, more`,
  ]) {
    expect(tokenOfProtocols(offered)).toBeNull();
  }
});
