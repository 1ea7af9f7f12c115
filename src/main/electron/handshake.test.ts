// The page's port, over real MessageChannels: given to the page alone, one at a time, and alive.
// worker_threads' ports stand for Electron's, which differ in the shape of their events only.

import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import { connectServices, fromMessagePort, serveServices, type Channel } from '../../shared/rpc';
import {
  createSuiteServices,
  suiteSchemas,
  type SuiteEvents,
  type SuiteServices,
} from '../../shared/rpc/testing/suiteServices';
import { createHandshake, type MainPort } from './handshake';

const page = { frameUrl: 'earshot://app/', isMainFrame: true, isOwnWindow: true };
const opened: MessagePort[] = [];
afterEach(() => opened.splice(0).forEach((port) => port.close()));

/** A port with the events of Electron's MessagePortMain. */
function asMainPort(port: MessagePort): MainPort {
  return {
    postMessage: (message) => port.postMessage(message),
    on(event: string, listener: (event: { data: unknown }) => void) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data }));
      else port.on('close', () => listener({ data: undefined }));
    },
    start: () => port.start(),
    close: () => port.close(),
  };
}

function createHost() {
  const channels: Channel[] = [];
  const handshake = createHandshake<MessagePort>({
    makePorts: () => {
      const { port1, port2 } = new MessageChannel();
      opened.push(port1, port2);
      return { own: asMainPort(port1), page: port2 };
    },
    connect(channel) {
      channels.push(channel);
      serveServices(createSuiteServices(), suiteSchemas, channel).emit('tick', { count: channels.length });
    },
  });
  const ask = (sender = page) => {
    const given: MessagePort[] = [];
    const granted = handshake({ sender, reply: (port) => given.push(port) });
    return { granted, port: given[0] };
  };
  return { ask, channels };
}

const open = (port: MessagePort) => connectServices<SuiteServices, SuiteEvents>(fromMessagePort(port));

it('gives the page a port on which it is served, events from the first one on', async () => {
  const { port, granted } = createHost().ask();
  expect(granted).toBe(true);
  const connection = open(port);
  const ticked = new Promise((resolve) => connection.on('tick', resolve));
  expect(await ticked).toEqual({ count: 1 });
  const samples = new Float32Array([0.25, -1]);
  expect(await connection.services.suite.echo({ value: { samples } })).toEqual({ samples });
});

it.each([
  { frameUrl: 'https://evil.example/' },
  { frameUrl: 'earshot://evil/' },
  { frameUrl: 'about:blank' },
  { frameUrl: null },
  { isMainFrame: false },
  { isOwnWindow: false },
])('gives nobody else one: %j', (change) => {
  const host = createHost();
  expect(host.ask({ ...page, ...change } as typeof page)).toEqual({ granted: false, port: undefined });
  expect(host.channels).toHaveLength(0);
});

it('closes the port before when the page asks again', async () => {
  const host = createHost();
  const first = open(host.ask().port);
  await first.services.suite.echo({ value: 1 });
  const waiting = first.services.suite.wait({});
  const second = open(host.ask().port);
  await expect(waiting).rejects.toMatchObject({ code: 'engine-lost' });
  expect(await second.services.suite.echo({ value: 2 })).toBe(2);
  await expect(first.services.suite.echo({ value: 3 })).rejects.toMatchObject({ code: 'engine-lost' });
});

it('keeps the port of the page when a stranger asks', async () => {
  const host = createHost();
  const connection = open(host.ask().port);
  host.ask({ ...page, isMainFrame: false });
  expect(await connection.services.suite.echo({ value: 1 })).toBe(1);
});

it('hears when the page goes', async () => {
  const host = createHost();
  const { port } = host.ask();
  const gone = new Promise((resolve) => host.channels[0].onClose(resolve));
  port.close();
  expect(await gone).toBe('The page closed the connection.');
});

it('survives what is not a message of the protocol', async () => {
  const { port } = createHost().ask();
  const connection = open(port);
  for (const nonsense of [1, 'x', null, [], { type: 'call' }, new Uint8Array(3)]) port.postMessage(nonsense);
  expect(await connection.services.suite.echo({ value: 1 })).toBe(1);
});
