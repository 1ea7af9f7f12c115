// What only a WebSocket can do wrong: text, garbage, frames over the limit, a reader that does not read.
// Not the protocol: that is the contract suite's.

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { connectServices } from './client';
import { packMessage } from './packing';
import { serveServices } from './server';
import {
  createSuiteServices,
  suiteLimits,
  suiteSchemas,
  type SuiteEvents,
  type SuiteServices,
} from './testing/suiteServices';
import { fromWebSocket, type SocketLike } from './webSocket';

let server: WebSocketServer;
let socket: WebSocket;

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 2 * 1024 * 1024 });
  server.on('connection', (far) =>
    serveServices(createSuiteServices(), suiteSchemas, fromWebSocket(far), suiteLimits),
  );
  await once(server, 'listening');
  socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(() => {
  socket.terminate();
  server.close();
});

describe('a served WebSocket', () => {
  it.each([
    ['a text frame', 'call me'],
    ['an empty frame', new Uint8Array(0)],
    ['garbage', Uint8Array.from({ length: 300 }, (_, i) => (i * 89 + 7) % 256)],
    ['the head of an array of four billion', new Uint8Array([0xdd, 0xff, 0xff, 0xff, 0xff])],
    ['the head of a map of four billion', new Uint8Array([0xdf, 0xff, 0xff, 0xff, 0xff])],
    ['an unknown extension', new Uint8Array([0xc7, 4, 0x55, 1, 2, 3, 4])],
    ['a pointer to nowhere', new Uint8Array([0xd6, 0x70, 0, 0, 0, 1])],
    ['arrays nested 100,000 deep', new Uint8Array(100_000).fill(0x91)],
    ['a message and something after it', new Uint8Array([...packMessage({ type: 'abort', id: 1 }), 1, 2])],
  ])('answers %s with an error and goes on', async (_name, frame) => {
    const connection = connectServices<SuiteServices, SuiteEvents>(fromWebSocket(socket));
    await once(socket, 'open');
    const fault = new Promise<Error>((resolve) => connection.onFault(resolve));
    socket.send(frame);
    expect((await fault).message).toContain("none of the protocol's");
    expect(await connection.services.suite.echo({ value: 'still here' })).toBe('still here');
  });

  it('closes on a frame over the payload limit, and the caller learns why', async () => {
    const connection = connectServices<SuiteServices, SuiteEvents>(fromWebSocket(socket));
    const call = connection.services.suite.echo({ value: new Uint8Array(3 * 1024 * 1024) });
    await expect(call).rejects.toMatchObject({
      code: 'engine-lost',
      message: expect.stringContaining('too large') as string,
    });
  });

  it('closes on one who does not read', async () => {
    await once(socket, 'open');
    const closed: unknown[] = [];
    const stuck: SocketLike = {
      binaryType: '',
      readyState: 1,
      bufferedAmount: 1001,
      send: () => {},
      close: (code) => closed.push(code),
      addEventListener: () => {},
    };
    const channel = fromWebSocket(stuck, { maxBufferedBytes: 1000 });
    channel.send({ type: 'event', name: 'tick', data: {} });
    expect(closed).toEqual([1013]);
  });
});
