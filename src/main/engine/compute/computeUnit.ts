// A place where tensors are computed, started when first asked: this thread, or one of its own.
// Not what is computed: see ./computeService.

import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { connectServices, fromMessagePort } from '../../../shared/rpc';
import type { ServiceConnection } from '../../../shared/rpc';
import type { ComputeService, ComputeServices } from './computeService';

export interface ComputeUnit {
  /** The service; starts the place where none stands. Its calls reject with `engine-lost` when the place is lost. */
  service(): Promise<ComputeService>;
  /**
   * Told whenever the place is gone, with the reason, after its calls were rejected. The next call starts another.
   * @returns a function that removes the listener
   */
  onLost(listener: (reason: string) => void): () => void;
  /** Ends the place and frees its memory; calls under way reject with `engine-lost`. */
  stop(): Promise<void>;
}

/**
 * Computes in this thread: for tests and the command line. The module is loaded on first use, as TensorFlow.js
 * takes its time.
 */
export function createInlineUnit(): ComputeUnit {
  let service: Promise<ComputeService> | null = null;
  return {
    service() {
      service ??= import('./createComputeService').then(({ createComputeService }) => createComputeService());
      return service;
    },
    onLost: () => () => undefined,
    async stop() {
      await (await service)?.stopTraining({});
      service = null;
    },
  };
}

interface RunningThread {
  readonly worker: Worker;
  readonly connection: ServiceConnection<ComputeServices, object>;
}

/**
 * Computes in a worker thread.
 * @param entry the built worker, see ./computeEntry
 * @param name of the thread, for debuggers: `training`, `inference`
 * @param resourceLimits of its JavaScript memory; by default Node's own
 */
export function createThreadUnit(entry: string, name: string, resourceLimits?: ResourceLimits): ComputeUnit {
  const listeners = new Set<(reason: string) => void>();
  let running: RunningThread | null = null;

  function start(): RunningThread {
    const worker = new Worker(entry, { name: `earshot ${name}`, resourceLimits });
    const channel = fromMessagePort(worker);
    const connection = connectServices<ComputeServices, object>(channel, { maxMessageBytes: Infinity });
    const thread = { worker, connection };
    channel.onClose((reason) => {
      if (running !== thread) return; // stopped on request
      running = null;
      for (const listener of [...listeners]) listener(reason);
    });
    return thread;
  }

  return {
    async service() {
      running ??= start();
      return running.connection.services.compute;
    },
    onLost(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      const { worker } = running ?? {};
      running = null;
      await worker?.terminate();
    },
  };
}
