// A sound fed in real time, the memory of what was heard, and where a word ends in it.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAudioHistory, findWordEnd } from './audioHistory';
import { startSoundFeed } from './soundFeed';

const rate = 1000;

describe('sound feed', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const start = (seconds: number) => {
    const chunks: Float32Array[] = [];
    const onEnd = vi.fn();
    const samples = Float32Array.from({ length: seconds * rate }, (_, i) => i + 1);
    const stop = startSoundFeed(
      { samples, sampleRate: rate },
      { onChunk: (chunk) => chunks.push(chunk), onEnd, now: () => Date.now(), tailSeconds: 0.505 },
    );
    return { chunks, onEnd, stop, heard: () => chunks.flatMap((chunk) => [...chunk]) };
  };

  it('hands on every sample once, in order, at the pace of the clock, then silence, then the end', () => {
    const { heard, onEnd } = start(1);
    vi.advanceTimersByTime(400);
    expect(heard()).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
    vi.advanceTimersByTime(1200);
    expect(heard()).toHaveLength(1505);
    expect(heard()[999]).toBe(1000);
    expect(
      heard()
        .slice(1000)
        .every((sample) => sample === 0),
    ).toBe(true);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('catches up after a pause of the page', () => {
    const { chunks, heard } = start(1);
    vi.advanceTimersByTime(20);
    vi.setSystemTime(Date.now() + 600);
    vi.advanceTimersByTime(20);
    expect(heard()).toHaveLength(640);
    expect(chunks).toHaveLength(2);
  });

  it('stops at once', () => {
    const { heard, onEnd, stop } = start(1);
    vi.advanceTimersByTime(100);
    stop();
    vi.advanceTimersByTime(5000);
    expect(heard()).toHaveLength(100);
    expect(onEnd).not.toHaveBeenCalled();
  });
});

describe('audio history', () => {
  it('gives back the part that is still there', () => {
    const history = createAudioHistory(10, 2);
    history.push(Float32Array.from({ length: 30 }, (_, i) => i));
    history.push(Float32Array.of(30, 31));
    expect(history.seconds).toBe(3.2);
    const { sound, start } = history.slice(0, 2);
    expect(start).toBe(1.2);
    expect([...sound.samples]).toEqual([12, 13, 14, 15, 16, 17, 18, 19]);
    expect([...history.slice(3, 9).sound.samples]).toEqual([30, 31]);
  });
});

describe('end of a word', () => {
  const tone = (spans: readonly (readonly [from: number, to: number])[], seconds: number) => ({
    sampleRate: 16000,
    samples: Float32Array.from({ length: seconds * 16000 }, (_, i) => {
      const t = i / 16000;
      const loud = spans.some(([from, to]) => t >= from && t < to);
      return (loud ? 0.5 : 0.002) * Math.sin(2 * Math.PI * 440 * t);
    }),
  });

  it('is where the loud part falls away', () => {
    expect(findWordEnd(tone([[0.2, 0.63]], 1.2))).toBeCloseTo(0.63, 2);
  });

  it('bridges a stop inside the word and ends at a longer gap', () => {
    const sound = tone(
      [
        [0.2, 0.45],
        [0.53, 0.7],
        [1.0, 1.1],
      ],
      1.4,
    );
    expect(findWordEnd(sound)).toBeCloseTo(0.7, 2);
  });

  it('is unknown in silence and while the word goes on', () => {
    expect(findWordEnd({ samples: new Float32Array(1600), sampleRate: 16000 })).toBeNull();
    expect(findWordEnd(tone([[0.2, 2]], 1))).toBeNull();
    expect(findWordEnd({ samples: new Float32Array(0), sampleRate: 16000 })).toBeNull();
  });
});
