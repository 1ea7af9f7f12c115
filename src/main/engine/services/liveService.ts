// Live recognition for pages: sessions of the inference thread, with a project's name and an end.
// Not the recognition: that is src/main/engine/detection, in the thread.

import { LabError } from '../../../shared/contract/errors';
import type { LiveService } from '../../../shared/contract/live';
import type { ComputeUnit } from '../compute/computeUnit';
import type { FindModel } from './findModel';

/** A session nobody pushes to for this long is closed. */
const IDLE_MS = 60_000;

export interface LiveSessions {
  readonly service: LiveService;
  /** Forgets every session; they end with their thread. */
  close(): void;
}

/**
 * Makes the live service.
 * @param inference where models are asked; when it is lost all sessions are, and pushes say so
 * @param findModel folder of a run's best weights
 * @param idleMs for tests
 */
export function createLiveService(
  inference: ComputeUnit,
  findModel: FindModel['recognizer'],
  idleMs = IDLE_MS,
): LiveSessions {
  const timers = new Map<string, NodeJS.Timeout>();
  const forgetAll = () => {
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };
  const stopListening = inference.onLost(forgetAll);

  async function closeSession(sessionId: string): Promise<void> {
    const timer = timers.get(sessionId);
    if (!timer) return;
    clearTimeout(timer);
    timers.delete(sessionId);
    await (await inference.service()).closeDetector({ sessionId });
  }

  /** Starts the wait for the next push anew. */
  function touch(sessionId: string): void {
    clearTimeout(timers.get(sessionId));
    // A session that cannot be closed went with its thread.
    const onIdle = () => void closeSession(sessionId).catch(() => undefined);
    timers.set(sessionId, setTimeout(onIdle, idleMs).unref());
  }

  async function openService(sessionId: string) {
    if (!timers.has(sessionId)) {
      const message =
        'This live session is over: nothing came for a minute, or the engine started anew. Open it again.';
      throw new LabError('not-found', message, { sessionId });
    }
    touch(sessionId);
    return inference.service();
  }

  const service: LiveService = {
    async open({ projectId, runId, decoder }) {
      const { folder } = await findModel(projectId, runId);
      const session = await (await inference.service()).openDetector({ folder, decoder });
      touch(session.sessionId);
      return session;
    },
    push: async ({ sessionId, mfcc }) => (await openService(sessionId)).pushFrames({ sessionId, mfcc }),
    configure: async ({ sessionId, decoder }) =>
      (await openService(sessionId)).configureDetector({ sessionId, decoder }),
    close: ({ sessionId }) => closeSession(sessionId),
  };
  return {
    service,
    close() {
      stopListening();
      forgetAll();
    },
  };
}
