// Listening without a microphone: order, back-pressure, skipped sound, measured delays.

import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../../shared/contract/features';
import type { LiveUpdate, PosteriorFrame } from '../../../shared/contract/live';
import { createArrivals } from './arrivals';
import { createLiveMeter, lagWarning, median } from './liveMeter';
import { createLiveStream } from './liveStream';
import type { TimedEvent } from './liveStream';

const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

/** A stream whose "features" are one frame per 100 samples at 1 kHz: the frame's value is its number. */
function setup(maxWaitingFrames = 1000) {
  let clock = 0;
  let frames = 0;
  const pushes: { mfcc: Matrix; answer: (update: LiveUpdate) => void; refuse: (error: unknown) => void }[] =
    [];
  const looks: PosteriorFrame[] = [];
  const events: TimedEvent[] = [];
  const errors: unknown[] = [];
  const closed: boolean[] = [];
  const stream = createLiveStream({
    sampleRate: 1000,
    hopSeconds: 0.1,
    maxWaitingFrames,
    now: () => clock,
    features: {
      push: (chunk) => {
        const rows = chunk.length / 100;
        const data = Float32Array.from({ length: rows }, (_, i) => frames + i);
        frames += rows;
        return Promise.resolve({ data, rows, cols: 1 });
      },
      close: () => closed.push(true),
    },
    push: (mfcc) => new Promise((answer, refuse) => pushes.push({ mfcc, answer, refuse })),
    onLooks: (some) => looks.push(...some),
    onEvent: (event) => events.push(event),
    onError: (error) => errors.push(error),
  });
  return {
    stream,
    pushes,
    looks,
    events,
    errors,
    closed,
    hear: async (samples: number, atMs: number) => {
      clock = atMs;
      stream.push(new Float32Array(samples));
      await settle();
    },
    at: (ms: number) => (clock = ms),
  };
}

const look = (time: number): PosteriorFrame => ({
  time,
  posteriors: Float32Array.of(1),
  smoothed: Float32Array.of(1),
});
const update = (times: readonly number[], events: LiveUpdate['events'] = []): LiveUpdate => ({
  frames: times.map(look),
  events,
  inferenceMs: 4,
});

describe('live stream', () => {
  it('keeps one push in flight and sends what came meanwhile as one, in order', async () => {
    const { hear, pushes } = setup();
    await hear(100, 100);
    await hear(200, 300);
    await hear(100, 400);
    expect(pushes.map(({ mfcc }) => [...mfcc.data])).toEqual([[0]]);
    pushes[0].answer(update([0.1]));
    await settle();
    expect(pushes.map(({ mfcc }) => [...mfcc.data])).toEqual([[0], [1, 2, 3]]);
  });

  it('measures from the arrival of the sound to its posterior', async () => {
    const { hear, at, pushes, stream, events } = setup();
    await hear(100, 1000);
    await hear(100, 1100);
    at(1130);
    pushes[0].answer(update([0.1], [{ label: 'yes', time: 0.1, score: 0.93 }]));
    await settle();
    expect(events).toEqual([{ label: 'yes', time: 0.1, score: 0.93, knownAtMs: 1130, delayMs: 130 }]);
    at(1145);
    pushes[1].answer(update([0.2]));
    await settle();
    expect(stream.readout()).toMatchObject({ latencyMs: (130 + 45) / 2, latencyMaxMs: 130, inferenceMs: 4 });
    expect(stream.readout().looksPerSecond).toBeCloseTo(10, 9);
  });

  it('gives up the oldest frames when the engine cannot keep up, and keeps the time true', async () => {
    const { hear, pushes, looks, stream } = setup(3);
    await hear(100, 100);
    await hear(500, 600);
    expect(stream.readout().droppedFrames).toBe(2);
    pushes[0].answer(update([0.1]));
    await settle();
    expect([...pushes[1].mfcc.data]).toEqual([3, 4, 5]);
    // The engine has seen four frames and says 0.4 s; two were given up, so the look ends at 0.6 s.
    pushes[1].answer(update([0.4]));
    await settle();
    expect(looks.map(({ time }) => time)).toBeAllclose([0.1, 0.6]);
  });

  it('says once that it failed and then stays silent', async () => {
    const { hear, pushes, errors, looks } = setup();
    await hear(100, 100);
    pushes[0].refuse(new Error('engine-lost'));
    await settle();
    await hear(100, 200);
    expect(errors).toHaveLength(1);
    expect(pushes).toHaveLength(1);
    expect(looks).toEqual([]);
  });

  it('hands on nothing after it was closed', async () => {
    const { hear, pushes, looks, stream, closed } = setup();
    await hear(100, 100);
    stream.close();
    pushes[0].answer(update([0.1]));
    await settle();
    expect([looks.length, closed.length]).toEqual([0, 1]);
  });
});

describe('arrivals', () => {
  it('knows when a moment had come in, and forgets the distant past', () => {
    const arrivals = createArrivals(1);
    for (let i = 1; i <= 1000; i++) arrivals.add(i * 0.02, i * 20);
    expect(arrivals.of(19.99)).toBe(20_000);
    expect(arrivals.of(19.98)).toBe(19_980);
    expect(arrivals.of(20.5)).toBeNull();
  });

  it('treats sums and products of the hop alike', () => {
    const arrivals = createArrivals();
    arrivals.add(0.3, 5);
    arrivals.add(0.4, 6);
    expect(arrivals.of(0.3)).toBe(5);
    expect(arrivals.of(0.30000000000000004)).toBe(5);
  });
});

describe('live meter', () => {
  it('takes medians, so that one slow look does not count for all', () => {
    expect(median([])).toBeNull();
    expect([median([3]), median([4, 1]), median([9, 1, 2])]).toEqual([3, 2.5, 2]);
  });

  it('counts looks per second of sound and the distance to what was heard', () => {
    const meter = createLiveMeter();
    for (let i = 0; i < 20; i++) meter.look(i * 100, i * 0.1, 30);
    expect(meter.read(3, 0)).toMatchObject({ latencyMs: 30, droppedFrames: 0 });
    expect(meter.read(3, 0).looksPerSecond).toBeCloseTo(10, 9);
    expect(meter.read(3, 0).lagSeconds).toBeCloseTo(1.1, 9);
  });

  it('warns only when the engine is really behind', () => {
    const readout = { ...createLiveMeter().read(0, 0), lagSeconds: 0.3 };
    expect(lagWarning(readout, 0.1)).toBeNull();
    expect(lagWarning({ ...readout, lagSeconds: 1.2 }, 0.1)).toContain('1.2 s behind');
    expect(lagWarning({ ...readout, lagSeconds: 6, droppedFrames: 9 }, 0.1)).toContain('skipped');
  });
});
