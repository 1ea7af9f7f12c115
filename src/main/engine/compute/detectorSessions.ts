// Live sessions in the thread that computes: each a model of its own and a detector over its stream.
// Not their end by silence: the engine's live service watches the time.

import { LabError } from '../../../shared/contract/errors';
import type { Matrix } from '../../../shared/contract/features';
import type { DecoderConfig, LiveUpdate } from '../../../shared/contract/live';
import { validateDecoder } from '../../../shared/detection/validateDecoder';
import { createDetector } from '../detection/detector';
import type { Detector } from '../detection/detector';
import { openModel } from '../models';
import type { RecognizerModel } from '../models';
import type { DetectorSession } from './computeService';

interface Session {
  readonly model: RecognizerModel;
  readonly detector: Detector;
}

/** Makes an empty set of sessions. */
export function createDetectorSessions(newId: () => string) {
  const sessions = new Map<string, Session>();

  function find(sessionId: string): Session {
    const session = sessions.get(sessionId);
    if (session) return session;
    throw new LabError('not-found', 'This live session is not open in the engine any more. Open it again.', {
      sessionId,
    });
  }

  return {
    /** @param decoder in place of the model's own @throws bad-model | invalid-argument */
    async open(folder: string, decoder: DecoderConfig | undefined): Promise<DetectorSession> {
      const model = await openModel(folder);
      try {
        const inForce = validateDecoder(decoder ?? model.decoder);
        const detector = createDetector(model, inForce);
        const sessionId = newId();
        sessions.set(sessionId, { model, detector });
        const { labels, features, windowFrames, backend } = model;
        return {
          sessionId,
          labels,
          features,
          decoder: inForce,
          windowFrames,
          strideFrames: detector.strideFrames,
          backend,
        };
      } catch (error) {
        model.dispose();
        throw error;
      }
    },
    push: async (sessionId: string, mfcc: Matrix): Promise<LiveUpdate> => find(sessionId).detector.push(mfcc),
    configure: async (sessionId: string, decoder: DecoderConfig): Promise<void> =>
      find(sessionId).detector.configure(decoder),
    async close(sessionId: string): Promise<void> {
      const session = sessions.get(sessionId);
      sessions.delete(sessionId);
      await session?.detector.idle();
      session?.model.dispose();
    },
  };
}
