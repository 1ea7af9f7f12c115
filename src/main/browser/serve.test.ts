// The browser host over real connections: what a page gets, and what everybody else gets.
// The engine behind it is a fake in a real process (see ../supervisor/testing/fakeEngine.ts).

import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import type { LabError } from '../../shared/contract/errors';
import { browserLink, socketProtocols } from '../../shared/rpc';
import { startLab, type TestLab } from './testing/labServer';
import { createToken } from './token';

let lab: TestLab;

beforeAll(async () => {
  lab = await startLab({ pingMs: 50 });
});
afterAll(() => lab.close());

/** The status a socket was refused with, 101 where it opened. */
async function upgradeStatus(socket: WebSocket): Promise<number> {
  socket.on('error', () => {});
  const refused = once(socket, 'unexpected-response').then((args) => {
    const [request, response] = args as [ClientRequest, IncomingMessage];
    request.destroy();
    return response.statusCode ?? 0;
  });
  const status = await Promise.race([refused, once(socket, 'open').then(() => 101)]);
  socket.terminate();
  return status;
}

describe('the page', () => {
  it('is served under the link, with its policy and never from a cache', async () => {
    expect(lab.link).toBe(browserLink(lab.port, lab.token));
    const { status, headers, body } = await lab.get(lab.link.slice(lab.link.indexOf('/', 8)));
    expect({ status, body }).toEqual({ status: 200, body: '<!doctype html><title>Earshot</title>' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    expect(headers['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${lab.port}`);
    expect(headers['set-cookie']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it('has the right types', async () => {
    const script = await lab.get('/assets/index-B2xk0Za9.js');
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(script.headers['cache-control']).toContain('immutable');
    expect((await lab.get('/assets/kernels.wasm')).headers['content-type']).toBe('application/wasm');
  });

  it('answers HEAD with headers only', async () => {
    const { status, headers, body } = await lab.get('/', { method: 'HEAD' });
    expect([status, headers['content-length'], body]).toEqual([200, '37', '']);
  });

  it.each([
    '/nothing.js',
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets',
    '/assets/',
    '//etc/passwd',
    '/%',
  ])('has no file %s', async (path) => {
    const { status, body } = await lab.get(path);
    expect(status).toBe(404);
    expect(body).not.toContain('secret');
  });

  it('refuses other hosts, other sites and other methods', async () => {
    expect((await lab.get('/', { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await lab.get('/', { headers: { host: `evil.example:${lab.port}` } })).status).toBe(403);
    expect((await lab.get('/', { headers: { origin: 'http://evil.example' } })).status).toBe(403);
    expect((await lab.get('/', { method: 'POST' })).status).toBe(405);
    expect((await lab.get('/', { headers: { host: `localhost:${lab.port}` } })).status).toBe(200);
  });

  it('tells its status to those who have the token', async () => {
    const ask = (authorization: string) => lab.get('/status', { headers: { authorization } });
    expect(JSON.parse((await ask(`Bearer ${lab.token}`)).body)).toEqual({ earshot: '1.2.3' });
    expect((await ask(`Bearer ${createToken()}`)).status).toBe(401);
    expect((await lab.get('/status')).status).toBe(401);
  });

  it('listens on the loopback address only', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter((at) => at && !at.internal && at.family === 'IPv4');
    for (const at of others) {
      const socket = connect({ host: at?.address, port: lab.port });
      await expect(once(socket, 'connect')).rejects.toThrow(/ECONNREFUSED/);
    }
  });

  it('survives nonsense on its port', async () => {
    for (const nonsense of [
      '\0\0\0\0',
      'GET\r\n\r\n',
      'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
      'x'.repeat(100_000),
    ]) {
      const socket = connect({ host: '127.0.0.1', port: lab.port });
      socket.on('error', () => {});
      socket.end(nonsense);
      await Promise.race([once(socket, 'close'), wait(300)]);
      socket.destroy();
    }
    expect((await lab.get('/')).status).toBe(200);
  });
});

describe('the socket', () => {
  it('connects a page with the engine', async () => {
    const page = lab.page();
    expect(await page.services.system.describe({})).toMatchObject({ host: 'browser', version: '1.2.3' });
    const [sound] = await page.services.clips.sounds({ projectId: 'p', clipIds: ['c'] });
    expect(sound.samples).toEqual(new Float32Array([0.5, -0.5]));
  });

  it('serves several tabs with one engine', async () => {
    const tabs = [lab.page(), lab.page(), lab.page()];
    const heard: number[] = [];
    tabs.forEach((tab, i) => tab.on('notice', () => heard.push(i)));
    const infos = await Promise.all(tabs.map((tab) => tab.services.system.describe({})));
    expect(new Set(infos.map((info) => info.node)).size).toBe(1);
    await tabs[1].services.projects.list({});
    await expect.poll(() => heard.sort()).toEqual([0, 1, 2]);
  });

  it('chooses a subprotocol that does not say the token', async () => {
    const socket = lab.socket();
    await once(socket, 'open');
    expect(socket.protocol).toBe('earshot');
    socket.terminate();
  });

  it.each([
    ['another token', { protocols: socketProtocols(createToken()) }, 401],
    ['no token', { protocols: ['earshot'] }, 401],
    ['no subprotocol', { protocols: [] }, 401],
    ["another site's page", { origin: 'http://evil.example' }, 403],
    ['a page without an origin', { origin: 'null' }, 403],
    ['a name that was made to lead here', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ['another path', { path: '/' }, 404],
  ])('is refused to %s', async (_who, change, status) => {
    expect(await upgradeStatus(lab.socket(change))).toBe(status);
  });

  it('opens for the right one after all of that', async () => {
    expect(await upgradeStatus(lab.socket())).toBe(101);
  });

  it('stays open for one who answers pings, and ends one who does not', async () => {
    const [alive, dead] = [lab.socket(), lab.socket()];
    await Promise.all([once(alive, 'open'), once(dead, 'open')]);
    dead.pong = () => {};
    await once(dead, 'close');
    expect(alive.readyState).toBe(alive.OPEN);
    alive.terminate();
  });

  it('tells of a crash of the engine and stays open', async () => {
    const page = lab.page();
    const ready = new Promise<string>((resolve) => {
      page.on('host.engine', ({ state, reason }) => state === 'ready' && resolve(reason));
    });
    await page.services.projects.open({ projectId: 'kill' }).catch(() => undefined);
    expect(await ready).toContain('signal SIGKILL');
    expect(await page.services.system.describe({})).toMatchObject({ host: 'browser' });
  });
});

describe('a second server', () => {
  it('is told who has the library and where it is open, and leaves nothing behind', async () => {
    const first = await startLab();
    const home = (await first.page().services.system.describe({})).home;
    const note = `${home}/browser-host.json`;
    expect((await stat(note)).mode & 0o777).toBe(0o600);
    const error = (await startLab({ home: `${home}/../locked` }).catch((e: unknown) => e)) as LabError;
    expect(error.code).toBe('library-locked');
    expect(error.message).not.toContain('http');
    await first.close();
    await expect(readFile(note)).rejects.toThrow(/ENOENT/);
  });

  it('cannot take a port that is taken', async () => {
    const error = (await startLab({ port: lab.port }).catch((e: unknown) => e)) as LabError;
    expect(error.message).toBe(
      `Earshot cannot listen on port ${lab.port}: another program uses it. Choose another with --port.`,
    );
  });
});

it('closes the pages when it ends', async () => {
  const other = await startLab();
  const page = other.page();
  await page.services.system.describe({});
  const closed = new Promise((resolve) => page.onClose(resolve));
  await other.close();
  expect(await closed).toBe('The other side closed the connection.');
  await expect(other.get('/')).rejects.toThrow(/ECONNREFUSED/);
});
