// Who is let in and who is not: DNS rebinding, other sites' pages, wrong tokens, odd methods and addresses.
// Pure; the same attacks over real connections stand in serve.test.

import { describe, expect, it } from 'vitest';
import { socketProtocols } from '../../shared/rpc/handshake';
import { checkRequest, checkUpgrade, ownHosts, pathOf } from './admission';
import { createToken, isToken } from './token';

const port = 4321;
const token = createToken();
const host = '127.0.0.1:4321';
const get = (headers: object = {}, url = '/', method = 'GET') =>
  checkRequest({ method, url, headers: { host, ...headers } }, port, token)?.status ?? 200;
const upgrade = (headers: object = {}, url = '/rpc') =>
  checkUpgrade(
    {
      method: 'GET',
      url,
      headers: {
        host,
        origin: `http://${host}`,
        'sec-websocket-protocol': socketProtocols(token).join(', '),
        ...headers,
      },
    },
    port,
    token,
  )?.status ?? 101;

const strangers = [
  undefined,
  '',
  'evil.example',
  'evil.example:4321',
  '127.0.0.1',
  '127.0.0.1:4322',
  '127.0.0.1.evil.example:4321',
  'localhost.evil.example:4321',
  '127.0.0.1:4321@evil.example',
  '0.0.0.0:4321',
  '192.168.1.5:4321',
  '[::]:4321',
  '127.0.0.1:4321, evil.example',
];

describe('a request', () => {
  it('is answered under every name of this computer', () => {
    for (const name of ['127.0.0.1:4321', 'localhost:4321', '[::1]:4321', 'LOCALHOST:4321'])
      expect(get({ host: name })).toBe(200);
    expect(ownHosts(80)).toContain('localhost');
  });

  it.each(strangers)('is refused under the host %j', (name) => expect(get({ host: name })).toBe(403));

  it('is refused for another site', () => {
    for (const origin of [
      'http://evil.example',
      'null',
      `https://${host}`,
      'http://localhost:4321',
      `http://${host}.evil`,
    ]) {
      expect(get({ origin })).toBe(403);
    }
    expect(get({ origin: `http://${host}` })).toBe(200);
  });

  it('only reads', () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', '', 'get'])
      expect(get({}, '/', method)).toBe(405);
    expect(get({}, '/', 'HEAD')).toBe(200);
  });

  it('needs an address that is a path', () => {
    expect(get({}, '*')).toBe(400);
    expect(get({}, 'http://evil.example/')).toBe(400);
    expect(pathOf('/a/b?token=x#y')).toBe('/a/b');
  });

  it('is told its status only with the token', () => {
    expect(get({ authorization: `Bearer ${token}` }, '/status')).toBe(200);
    for (const authorization of [
      undefined,
      '',
      token,
      `bearer ${token}`,
      `Bearer ${token}x`,
      `Bearer ${createToken()}`,
      'Bearer ',
    ]) {
      expect(get({ authorization }, '/status')).toBe(401);
    }
  });
});

describe('an upgrade', () => {
  it('is made for the page itself, with the token', () => {
    expect(upgrade()).toBe(101);
    expect(upgrade({ host: 'localhost:4321', origin: 'http://localhost:4321' })).toBe(101);
  });

  it.each(strangers)('is refused under the host %j', (name) =>
    expect(upgrade({ host: name, origin: `http://${name}` })).toBe(403),
  );

  it.each([
    undefined,
    '',
    'null',
    'http://evil.example',
    `https://${host}`,
    'http://localhost:4321',
    `http://${host}/`,
    'file://',
  ])('is refused to a page of %j', (origin) => expect(upgrade({ origin })).toBe(403));

  it('is refused without the token, with another, and with more than the token', () => {
    for (const offered of [
      undefined,
      'earshot',
      `earshot, token.${createToken()}`,
      `token.${token}`,
      `earshot, token.${token}, x`,
    ]) {
      expect(upgrade({ 'sec-websocket-protocol': offered })).toBe(401);
    }
    expect(upgrade({ 'sec-websocket-protocol': undefined }, `/rpc?token=${token}`)).toBe(401);
  });

  it('is refused elsewhere', () => {
    expect(upgrade({}, '/')).toBe(404);
    expect(upgrade({}, '/rpc/../x')).toBe(404);
  });
});

it('makes tokens nobody guesses, and takes no other', () => {
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(createToken()).not.toBe(token);
  expect(isToken(token, token)).toBe(true);
  for (const other of [null, '', token.slice(1), `${token}=`, token.toUpperCase()])
    expect(isToken(token, other)).toBe(false);
  expect(isToken('', null)).toBe(false);
});
