// What the compute thread does, from backends to live sessions. TensorFlow.js is loaded with this module.
// Not the thread (./worker) and not the learning itself (../training, ../models).

import { randomUUID } from 'node:crypto';
import { describeBackends } from '../backend';
import { exportModel, openModel } from '../models';
import { duelBackends, evaluateModel, trainRecognizer } from '../training';
import { computeFeatures } from './computeFeatures';
import type { ComputeService } from './computeService';
import { createDetectorSessions } from './detectorSessions';

/** Makes the service; what it holds (models, backends) is its thread's. */
export function createComputeService(): ComputeService {
  const sessions = createDetectorSessions(randomUUID);
  let stopping: AbortController | null = null;

  return {
    describeBackends: () => describeBackends(),
    async train(job, call) {
      const own = new AbortController();
      stopping = own;
      try {
        return await trainRecognizer(job, {
          signal: own.signal,
          onStart: (facts) => call?.onProgress?.({ kind: 'start', facts }),
          onProgress: (report) => call?.onProgress?.({ kind: 'progress', report }),
          onEpoch: (metrics) => call?.onProgress?.({ kind: 'epoch', metrics }),
        });
      } finally {
        if (stopping === own) stopping = null;
      }
    },
    duel: ({ config, features }, call) => duelBackends(config, features, call),
    stopTraining: async () => stopping?.abort(),
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
