// Every transport with services at its far end, for the contract suite.
// Not the hosts: no tokens, no supervisor, only the wire.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { WebSocket, WebSocketServer } from 'ws';
import { bundleProgram } from '../../../testing/bundleProgram';
import type { Channel } from '../channel';
import { fromMessagePort, type DomPort } from '../messagePort';
import { createChannelPair } from '../pair';
import { fromProcessPort, nodeIpcPort } from '../processPort';
import { serveServices } from '../server';
import { fromWebSocket } from '../webSocket';
import { createSuiteServices, suiteLimits, suiteSchemas } from './suiteServices';

export interface OpenTransport {
  /** The calling end, before anybody listens to it. */
  readonly channel: Channel;
  /** Makes the far end go away. */
  closeFarEnd(): void;
  /** Frees what `open` took. */
  release(): void;
}

export interface Transport {
  readonly name: string;
  open(): Promise<OpenTransport>;
}

/** Serves the suite on a channel of this process and tells one event, as every far end does. */
function serveSuite(channel: Channel): void {
  serveServices(createSuiteServices(), suiteSchemas, channel, suiteLimits).emit('tick', { count: 1 });
}

/** A port with nothing but what the DOM's has. */
function asDomPort(port: MessagePort): DomPort {
  return {
    postMessage: (message) => port.postMessage(message),
    addEventListener: (type, listener) => port.addEventListener(type, listener as (event: Event) => void),
    start: () => port.start(),
    close: () => port.close(),
  };
}

async function openSocket(): Promise<OpenTransport> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', maxPayload: 2 * 1024 * 1024 });
  await once(server, 'listening');
  server.on('connection', (socket) => serveSuite(fromWebSocket(socket)));
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return {
    channel: fromWebSocket(socket),
    closeFarEnd: () => server.clients.forEach((client) => client.close(1001)),
    release: () => (socket.terminate(), server.close()),
  };
}

async function openChild(): Promise<OpenTransport> {
  const program = await bundleProgram(new URL('./childServer.ts', import.meta.url));
  const child = fork(program, { serialization: 'advanced' });
  const gone = once(child, 'exit');
  return {
    channel: fromProcessPort(nodeIpcPort(child)),
    closeFarEnd: () => child.kill(),
    release: () => (child.kill(), void gone),
  };
}

/** In-process ends. */
function local(name: string, makeEnds: () => [Channel, Channel]): Transport {
  const open = async (): Promise<OpenTransport> => {
    const [near, far] = makeEnds();
    serveSuite(far);
    return { channel: near, closeFarEnd: () => far.close(), release: () => near.close() };
  };
  return { name, open };
}

export const transports: readonly Transport[] = [
  local('in process', createChannelPair),
  local('MessageChannel of node:worker_threads', () => {
    const { port1, port2 } = new MessageChannel();
    return [fromMessagePort(port1), fromMessagePort(port2)];
  }),
  local('MessageChannel as the DOM has it', () => {
    const { port1, port2 } = new globalThis.MessageChannel();
    return [fromMessagePort(asDomPort(port1)), fromMessagePort(asDomPort(port2))];
  }),
  { name: 'WebSocket', open: openSocket },
  { name: 'child process', open: openChild },
];
