// The structural types of the transports take the real ports and sockets; checked by the compiler.
// Nothing runs here that the contract suite does not run better.

import type { Worker, MessagePort as NodeMessagePort } from 'node:worker_threads';
import type { WebSocket as NodeWebSocket } from 'ws';
import type { ChildProcess } from 'node:child_process';
import { expectTypeOf, it } from 'vitest';
import type { DomPort, NodePort } from './messagePort';
import type { NodeIpc } from './processPort';
import type { SocketLike } from './webSocket';

it('takes the ports of Node and of the DOM', () => {
  expectTypeOf<Worker>().toExtend<NodePort>();
  expectTypeOf<NodeMessagePort>().toExtend<NodePort | DomPort>();
  expectTypeOf<MessagePort>().toExtend<DomPort>();
  expectTypeOf<globalThis.Worker>().toExtend<DomPort>();
});

it('takes the sockets of the browser and of ws', () => {
  expectTypeOf<WebSocket>().toExtend<SocketLike>();
  expectTypeOf<NodeWebSocket>().toExtend<SocketLike>();
});

it('takes both sides of a forked process', () => {
  expectTypeOf<ChildProcess>().toExtend<NodeIpc>();
  expectTypeOf<NodeJS.Process>().toExtend<NodeIpc>();
});
