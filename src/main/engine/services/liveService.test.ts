import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ComputeService } from '../compute/computeService';
import type { ComputeUnit } from '../compute/computeUnit';
import { createLiveService } from './liveService';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mfcc = { data: new Float32Array(13), rows: 1, cols: 13 };

function surroundings() {
  const closed: string[] = [];
  let opened = 0;
  let lose = () => {};
  const compute = {
    openDetector: async () => ({ sessionId: `session-${++opened}` }),
    pushFrames: async () => ({ frames: [], events: [], inferenceMs: 0 }),
    configureDetector: async () => undefined,
    closeDetector: async ({ sessionId }: { sessionId: string }) => void closed.push(sessionId),
  } as unknown as ComputeService;
  const unit: ComputeUnit = {
    service: async () => compute,
    onLost: (listener) => {
      lose = () => listener('gone');
      return () => undefined;
    },
    stop: async () => undefined,
  };
  const findModel = async () => ({ folder: '/model' }) as never;
  const { service } = createLiveService(unit, findModel, 60_000);
  const open = () => service.open({ projectId: 'p', runId: 'r' });
  return { service, open, closed, lose: () => lose() };
}

it('closes a session nobody pushes to for a minute, and says so to a late push', async () => {
  const { service, open, closed } = surroundings();
  const { sessionId } = await open();
  await vi.advanceTimersByTimeAsync(59_000);
  await service.push({ sessionId, mfcc });
  await vi.advanceTimersByTimeAsync(59_000);
  expect(closed).toEqual([]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(closed).toEqual(['session-1']);
  await expect(service.push({ sessionId, mfcc })).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringContaining('Open it again'),
  });
});

it('keeps sessions apart; closing twice is no error', async () => {
  const { service, open, closed } = surroundings();
  const [one, two] = [await open(), await open()];
  await service.close(one);
  await service.close(one);
  await service.push({ ...two, mfcc });
  expect(closed).toEqual(['session-1']);
});

it('forgets all sessions when the thread is lost', async () => {
  const { service, open, lose, closed } = surroundings();
  const { sessionId } = await open();
  lose();
  await expect(service.push({ sessionId, mfcc })).rejects.toMatchObject({ code: 'not-found' });
  await vi.advanceTimersByTimeAsync(120_000);
  expect(closed).toEqual([]);
});
