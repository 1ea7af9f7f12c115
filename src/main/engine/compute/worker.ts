// The thread that computes: serves the compute service to the thread that started it.
// Not a process: memory and crashes are its own, files are shared.

import { parentPort } from 'node:worker_threads';
import { fromMessagePort, serveServices } from '../../../shared/rpc';
import { computeSchemas } from './computeService';
import { createComputeService } from './createComputeService';

if (!parentPort) throw new Error('worker.ts runs as a worker thread of the engine, not on its own.');
serveServices({ compute: createComputeService() }, computeSchemas, fromMessagePort(parentPort), {
  maxMessageBytes: Infinity,
});
