// The note about the server that runs: found while it answers, worthless afterwards.
// No engine; a server of one answer stands for the browser host.

import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findRunningServer, leaveNote, removeNote } from './runningServer';

let home: string;
const token = 't'.repeat(43);
const server = createServer((request, response) => {
  response.statusCode =
    request.headers.authorization === `Bearer ${token}` && request.url === '/status' ? 200 : 401;
  response.end('{}');
});

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'earshot-note-'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  server.close();
  server.closeAllConnections();
  await rm(home, { recursive: true });
});

const here = () => ({ pid: 1, port: (server.address() as AddressInfo).port, token });

it('finds a server that answers', async () => {
  await leaveNote(home, here());
  expect(await findRunningServer(home)).toEqual(here());
});

it('does not believe a note whose server is gone or another', async () => {
  await leaveNote(home, { ...here(), token: 'x'.repeat(43) });
  expect(await findRunningServer(home)).toBeNull();
  await leaveNote(home, { ...here(), port: 1 });
  expect(await findRunningServer(home)).toBeNull();
});

it.each(['', '{', 'null', '[]', '{"port":"80","token":7}'])(
  'does not stumble over a note that says %j',
  async (text) => {
    await writeFile(join(home, 'browser-host.json'), text);
    expect(await findRunningServer(home)).toBeNull();
  },
);

it('removes its own note and no other', async () => {
  await leaveNote(home, here());
  await removeNote(home, { ...here(), token: 'other' });
  expect(await readdir(home)).toHaveLength(1);
  await removeNote(home, here());
  expect(await readdir(home)).toHaveLength(0);
});
