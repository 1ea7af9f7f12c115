// A compute thread of which every method is a way to die, for tests of what is left then.
// Not part of the build.

import { parentPort } from 'node:worker_threads';
import { fromMessagePort, serveServices } from '../../../shared/rpc';
import { computeSchemas } from '../compute/computeService';
import type { ComputeService } from '../compute/computeService';

const never = () => new Promise<never>(() => {});

function fillMemory(): Promise<never> {
  const kept: number[][] = [];
  for (;;) kept.push(new Array<number>(100_000).fill(kept.length));
}

const broken: ComputeService = {
  describeBackends: async () => [],
  computeFeatures: never,
  train: never,
  duel: never,
  stopTraining: async () => process.exit(9),
  evaluate: fillMemory,
  exportModel: async () => {
    setImmediate(() => {
      throw new Error('a defect');
    });
    return never();
  },
  openDetector: never,
  pushFrames: never,
  configureDetector: never,
  closeDetector: never,
  prepareFile: never,
  prepareStored: never,
  readScore: never,
  overview: never,
  planGenerator: never,
  trainGenerator: never,
  evaluateGenerator: never,
  generate: never,
  measureCopies: never,
  exportGenerator: never,
};

serveServices({ compute: broken }, computeSchemas, fromMessagePort(parentPort!));
