import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { Matrix } from '../../../shared/contract/features';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { LiveUpdate } from '../../../shared/contract/live';
import { createDetector, frameEndSeconds, strideFramesOf } from './detector';
import type { WindowModel } from './detector';

// 100 Hz hops and two coefficients keep the arithmetic in the head: frame n ends at (n - 1) / 100 + 0.02 s.
const features = {
  ...defaultFeatureConfig,
  sampleRate: 8000,
  frameLength: 160,
  hopLength: 80,
  coefficients: 2,
};
const WINDOW = 10;

/** Frame n (from 1) holds [n, word], where word is 1 inside [from, to] and 0 elsewhere. */
function stream(frames: number, words: readonly (readonly [from: number, to: number])[] = []): Matrix {
  const data = new Float32Array(frames * 2);
  for (let n = 1; n <= frames; n++) {
    data[(n - 1) * 2] = n;
    data[(n - 1) * 2 + 1] = words.some(([from, to]) => n >= from && n <= to) ? 1 : 0;
  }
  return { data, rows: frames, cols: 2 };
}

function part({ data, cols }: Matrix, from: number, to: number): Matrix {
  const end = Math.min(to, data.length / cols);
  return { data: data.slice(from * cols, end * cols), rows: end - from, cols };
}

/** Says `word` with the share of the window that is word; notes the frame numbers of every window it sees. */
function fakeModel() {
  const windows: number[][] = [];
  const model: WindowModel = {
    labels: ['word', '_silence_'],
    features,
    windowFrames: WINDOW,
    async predict(mfcc, count) {
      expect(mfcc.length).toBe(count * WINDOW * 2);
      const out = new Float32Array(count * 2);
      for (let i = 0; i < count; i++) {
        const own = mfcc.subarray(i * WINDOW * 2, (i + 1) * WINDOW * 2);
        windows.push(Array.from({ length: WINDOW }, (_, row) => own[row * 2]));
        let share = 0;
        for (let row = 0; row < WINDOW; row++) share += own[row * 2 + 1] / WINDOW;
        out.set([share, 1 - share], i * 2);
      }
      return out;
    },
  };
  return { model, windows };
}

async function pushAll(mfcc: Matrix, sizes: readonly number[], decoder = defaultDecoderConfig) {
  const { model, windows } = fakeModel();
  const detector = createDetector(model, decoder);
  const updates: LiveUpdate[] = [];
  for (let row = 0, i = 0; row < mfcc.rows; i++) {
    const to = row + sizes[i % sizes.length];
    updates.push(await detector.push(part(mfcc, row, to)));
    row = to;
  }
  return { windows, frames: updates.flatMap((u) => u.frames), events: updates.flatMap((u) => u.events) };
}

describe('createDetector', () => {
  it('looks every stride, oldest frame first, from silence on', async () => {
    const { windows, frames } = await pushAll(stream(25), [25], {
      ...defaultDecoderConfig,
      strideSeconds: 0.08,
    });
    const silence = Array.from({ length: 2 }, () => 0);
    expect(windows).toEqual([
      [...silence, 1, 2, 3, 4, 5, 6, 7, 8],
      [7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
      [15, 16, 17, 18, 19, 20, 21, 22, 23, 24],
    ]);
    expect(frames.map(({ time }) => time)).toBeAllclose([0.09, 0.17, 0.25], { atol: 1e-12 });
  });

  it.each([[[1]], [[3, 7, 1]], [[10]], [[33]], [[999]]])(
    'sees the same with chunks of %j frames',
    async (sizes) => {
      const mfcc = stream(1000, [
        [100, 130],
        [400, 430],
      ]);
      const whole = await pushAll(mfcc, [1000]);
      const chunked = await pushAll(mfcc, sizes);
      expect(chunked).toEqual(whole);
      expect(whole.events.map(({ label }) => label)).toEqual(['word', 'word']);
    },
  );

  it('works off overlapping pushes in their order', async () => {
    const mfcc = stream(60, [[20, 50]]);
    const { model, windows } = fakeModel();
    const detector = createDetector(model, defaultDecoderConfig);
    const pushes = [0, 10, 20, 30, 40, 50].map((from) => detector.push(part(mfcc, from, from + 10)));
    const frames = (await Promise.all(pushes)).flatMap((update) => update.frames);
    expect(windows.map((window) => window[WINDOW - 1])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(frames.map(({ time }) => time)).toEqual([...frames.map(({ time }) => time)].sort((a, b) => a - b));
  });

  it('takes another decoder for what is pushed next', async () => {
    const { model, windows } = fakeModel();
    const detector = createDetector(model, defaultDecoderConfig);
    await detector.push(stream(10));
    detector.configure({ ...defaultDecoderConfig, strideSeconds: 0.05 });
    await detector.push(stream(20));
    // The look that was due at frame 20 stays; after it every 5 frames.
    expect(windows.length).toBe(1 + 3);
    expect(detector.strideFrames).toBe(5);
    expect(() => detector.configure({ ...defaultDecoderConfig, threshold: 2 })).toThrow(/decoder.threshold/);
  });

  it('refuses frames of another width and goes on', async () => {
    const { model } = fakeModel();
    const detector = createDetector(model, defaultDecoderConfig);
    const wide = { data: new Float32Array(3), rows: 1, cols: 3 };
    await expect(detector.push(wide)).rejects.toMatchObject({ code: 'feature-mismatch' });
    await expect(detector.push({ data: new Float32Array(3), rows: 2, cols: 2 })).rejects.toThrow(
      /2 coefficients/,
    );
    expect((await detector.push(stream(10))).frames.length).toBe(1);
  });

  it('says nothing of a stream shorter than a stride', async () => {
    expect(await pushAll(stream(9), [4])).toEqual({ windows: [], frames: [], events: [] });
  });
});

describe('times', () => {
  it('rounds the stride to whole hops, at least one', () => {
    const stride = (strideSeconds: number) =>
      strideFramesOf({ ...defaultDecoderConfig, strideSeconds }, features);
    expect([0.1, 0.104, 0.106, 0.001].map(stride)).toEqual([10, 10, 11, 1]);
    // 0.1 s at 16 kHz in hops of 256: 6.25
    expect(strideFramesOf(defaultDecoderConfig, defaultFeatureConfig)).toBe(6);
  });

  it('counts to the end of a frame', () => {
    expect(frameEndSeconds(1, features)).toBe(0.02);
    expect(frameEndSeconds(61, defaultFeatureConfig)).toBeCloseTo((60 * 256 + 512) / 16000, 12);
  });
});
