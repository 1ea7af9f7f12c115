// The Live store around fake services: microphone or file, events with their delays, decoder settings, endings.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeWav } from '../../../shared/dsp';
import { LabError } from '../../../shared/contract/errors';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { RecognizerRun } from '../../../shared/contract/training';
import type { FeatureClient } from '../../audio/featureClient';
import type { MicrophoneListener } from '../../audio/microphone';
import type { MicrophoneSource } from '../../audio/microphoneSource';
import type { Player } from '../../audio/player';
import { fakeConfig, newRun } from '../../testing/fakeRuns';
import { createFakeServices } from '../../testing/fakeServices';
import { delayWords, eventWords } from './eventWords';
import { createLiveStore } from './liveStore';

const rate = 16_000;
const hop = 256;

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open() {
  const { services, state } = createFakeServices();
  const run: RecognizerRun = newRun(state, { ...fakeConfig, labels: state.project.labels }, 0);
  let heard: MicrophoneListener | null = null;
  const microphoneClosed = vi.fn();
  const microphone = {
    open: vi.fn(async (listener: MicrophoneListener) => {
      heard = listener;
      return { sampleRate: rate, device: {}, close: microphoneClosed };
    }),
  };
  const streamClosed = vi.fn();
  const features = {
    stream: () => ({
      push: async (chunk: Float32Array) => {
        const rows = Math.round(chunk.length / hop);
        return { data: new Float32Array(rows * 13), rows, cols: 13 };
      },
      close: streamClosed,
    }),
  };
  const player = { play: vi.fn(), stop: vi.fn(), store: { getState: () => ({ playing: 'live-source' }) } };
  const store = createLiveStore(
    {
      services,
      microphone: microphone as unknown as MicrophoneSource,
      features: features as unknown as FeatureClient,
      player: player as unknown as Player,
    },
    () => Date.now(),
  );
  const speak = async (seconds: number) => {
    for (let fed = 0; fed < seconds * rate; fed += hop) {
      heard?.onChunk(new Float32Array(hop).fill(0.1), rate);
      await vi.advanceTimersByTimeAsync((hop / rate) * 1000);
    }
  };
  return {
    store,
    services,
    run,
    microphone,
    microphoneClosed,
    streamClosed,
    player,
    speak,
    listener: () => heard,
    actions: store.getState().actions,
  };
}

describe('listening to the microphone', () => {
  it('fills the history and the log, and completes events with sound a moment later', async () => {
    const { store, actions, run, speak } = open();
    await actions.start(run);
    expect(store.getState().phase).toBe('listening');
    await speak(3.6);
    const { events, history, readout } = store.getState();
    expect(events.map(({ label }) => label)).toEqual(['no', 'yes']);
    expect(eventWords(events[1])).toMatch(/^yes at \d\.\d\d s, score 0\.\d\d$/);
    expect(events[1].delayMs).toBeLessThan(50);
    expect(events[1].sound?.samples.length).toBeCloseTo((0.3 + events[1].time) * rate, -4);
    expect(history.length).toBeGreaterThan(30);
    expect(readout.looksPerSecond).toBeCloseTo(1 / (6 * (hop / rate)), 1);
    expect(readout.droppedFrames).toBe(0);
  });

  it('ends everything on stop and can begin again', async () => {
    const { store, services, actions, run, speak, microphoneClosed, streamClosed } = open();
    const close = vi.spyOn(services.live, 'close');
    await actions.start(run);
    await speak(1);
    await actions.stop();
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: '' });
    expect([microphoneClosed, streamClosed, close].map((one) => one.mock.calls.length)).toEqual([1, 1, 1]);
    await actions.start(run);
    expect(store.getState()).toMatchObject({ phase: 'listening', events: [] });
    await actions.stop();
  });

  it('closes the session again when the microphone refuses, and says why', async () => {
    const { store, services, actions, run, microphone } = open();
    const close = vi.spyOn(services.live, 'close');
    microphone.open.mockRejectedValueOnce(new LabError('unsupported', 'The microphone is not allowed.'));
    await actions.start(run);
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: 'The microphone is not allowed.' });
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('ends with the reason when the device goes away or the engine is lost', async () => {
    const { store, services, actions, run, speak, listener } = open();
    await actions.start(run);
    listener()?.onEnded?.(new LabError('unsupported', 'The microphone is gone.'));
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: 'The microphone is gone.' });
    services.live.push = () => Promise.reject(new LabError('not-found', 'The engine restarted.'));
    await actions.start(run);
    await speak(0.2);
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: 'The engine restarted.' });
  });

  it('lets go of a session that opens after the person has stopped', async () => {
    const { store, services, actions, run, microphoneClosed } = open();
    const close = vi.spyOn(services.live, 'close');
    const starting = actions.start(run);
    await actions.stop();
    await starting;
    expect(store.getState().phase).toBe('idle');
    expect([close.mock.calls.length, microphoneClosed.mock.calls.length]).toEqual([1, 1]);
  });
});

describe('listening to a file', () => {
  it('feeds it in real time, plays it aloud, and ends by itself', async () => {
    const { store, actions, run, player } = open();
    const sound = { samples: new Float32Array(2 * rate).fill(0.2), sampleRate: rate };
    actions.openFile('words.wav', encodeWav(sound));
    expect(store.getState()).toMatchObject({ source: 'file', file: { name: 'words.wav' }, problem: '' });
    await actions.start(run);
    expect(player.play).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(store.getState().phase).toBe('listening');
    expect(store.getState().readout.heardSeconds).toBeGreaterThan(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: '' });
    expect(store.getState().events.length).toBeGreaterThan(0);
  });

  it('says what is wrong with a file that is not audio', () => {
    const { store, actions } = open();
    actions.openFile('notes.wav', new TextEncoder().encode('not a wav file'));
    expect(store.getState().file).toBeNull();
    expect(store.getState().problem).toContain('notes.wav');
  });
});

describe('decoder settings', () => {
  it('reach the engine while listening, are kept for the run, and can be taken back', async () => {
    const { store, services, actions, run } = open();
    const configure = vi.spyOn(services.live, 'configure');
    await actions.start(run);
    for (const threshold of [0.6, 0.55, 0.5]) actions.setDecoder({ ...defaultDecoderConfig, threshold });
    await vi.advanceTimersByTimeAsync(200);
    expect(configure).toHaveBeenCalledTimes(1);
    expect(configure.mock.lastCall?.[0].decoder.threshold).toBe(0.5);
    actions.prepare('another-run');
    expect(store.getState()).toMatchObject({ tuned: false, decoder: defaultDecoderConfig });
    actions.prepare(run.id);
    expect(store.getState()).toMatchObject({ tuned: true, decoder: { threshold: 0.5 } });
    actions.resetDecoder();
    expect(store.getState()).toMatchObject({ tuned: false, decoder: defaultDecoderConfig });
    await actions.stop();
  });

  it("are the model's own unless tuned", async () => {
    const { store, services, actions, run } = open();
    const opening = vi.spyOn(services.live, 'open');
    await actions.start(run);
    expect(opening.mock.lastCall?.[0]).toEqual({ projectId: run.projectId, runId: run.id });
    await actions.stop();
    actions.setDecoder({ ...defaultDecoderConfig, smoothingSeconds: 0.5 });
    await actions.start(run);
    expect(opening.mock.lastCall?.[0].decoder?.smoothingSeconds).toBe(0.5);
    expect(store.getState().tuned).toBe(true);
    await actions.stop();
  });
});

describe('words of the log', () => {
  it('say the delay after the sound and after the word', () => {
    expect(eventWords({ label: 'yes', time: 1.3249, score: 0.93 })).toBe('yes at 1.32 s, score 0.93');
    expect(delayWords({ delayMs: 12, afterWordMs: 259 })).toBe('delay 12 ms, 259 ms after the word');
    expect(delayWords({ delayMs: 12, afterWordMs: -40 })).toBe('delay 12 ms, before the word ended');
    expect(delayWords({ delayMs: 12, afterWordMs: null })).toBe('delay 12 ms');
    expect(delayWords({ delayMs: null, afterWordMs: null })).toBe('');
  });
});
