// What the compute thread does, from backends to live sessions. TensorFlow.js is loaded with this module.
// Not the thread (./worker) and not the learning itself (../training, ../models).

import { randomUUID } from 'node:crypto';
import { describeBackends } from '../backend';
import { exportModel, openModel } from '../models';
import { duelBackends, evaluateModel, trainRecognizer } from '../training';
import { computeFeatures } from './computeFeatures';
import { createComputeMusic } from './computeMusic';
import type { ComputeService } from './computeService';
import { createDetectorSessions } from './detectorSessions';
import { trainingHooks } from './trainingHooks';

/** The training under way, told to end by whoever asks. */
function createStopper() {
  let stopping: AbortController | null = null;
  return {
    stop: () => stopping?.abort(),
    /** @param work is given the signal that `stop` aborts */
    async stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const own = new AbortController();
      stopping = own;
      try {
        return await work(own.signal);
      } finally {
        if (stopping === own) stopping = null;
      }
    },
  };
}

/** Makes the service; what it holds (models, backends) is its thread's. */
export function createComputeService(): ComputeService {
  const sessions = createDetectorSessions(randomUUID);
  const { stop, stoppable } = createStopper();

  return {
    ...createComputeMusic(stoppable),
    describeBackends: () => describeBackends(),
    train: (job, call) =>
      stoppable((signal) => trainRecognizer(job, { signal, ...trainingHooks(call?.onProgress) })),
    duel: ({ config, features }, call) => duelBackends(config, features, call),
    stopTraining: async () => stop(),
    computeFeatures,
    async evaluate({ folder, dataset, split }, call) {
      const model = await openModel(folder);
      try {
        return await evaluateModel(model, dataset, split, call);
      } finally {
        model.dispose();
      }
    },
    exportModel: ({ folder, outFolder, decoder }) => exportModel(folder, outFolder, { decoder }),
    openDetector: ({ folder, decoder }) => sessions.open(folder, decoder),
    pushFrames: ({ sessionId, mfcc }) => sessions.push(sessionId, mfcc),
    configureDetector: ({ sessionId, decoder }) => sessions.configure(sessionId, decoder),
    closeDetector: ({ sessionId }) => sessions.close(sessionId),
  };
}
