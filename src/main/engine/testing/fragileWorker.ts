// A compute thread with a fault that tests ask for: the real one, but with one seed it ends after the second epoch.
// Not part of the build.

import { parentPort } from 'node:worker_threads';
import { fromMessagePort, serveServices } from '../../../shared/rpc';
import { computeSchemas } from '../compute/computeService';
import type { ComputeService } from '../compute/computeService';
import { createComputeService } from '../compute/createComputeService';
import { FAULT_SEED } from './faults';

const real = createComputeService();
const fragile: ComputeService = {
  ...real,
  train: (job, call) =>
    real.train(job, {
      onProgress(update) {
        call?.onProgress?.(update);
        const isDue = update.kind === 'epoch' && update.metrics.epoch === 2;
        // The update is let through first.
        if (isDue && job.config.seed === FAULT_SEED) setImmediate(() => process.exit(9));
      },
    }),
};

serveServices({ compute: fragile }, computeSchemas, fromMessagePort(parentPort!), {
  maxMessageBytes: Infinity,
});
