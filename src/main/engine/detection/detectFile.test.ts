import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import { createMfccExtractor, decodeWav, encodeWav, resample } from '../../../shared/dsp';
import { createDetector } from './detector';
import type { WindowModel } from './detector';
import { detectInFile } from './detectFile';
import { openWavFile } from './wavFile';

const features = defaultFeatureConfig;
const WINDOW = 61;

/** A word is a loud window: the mean of the first coefficient, far above that of near silence. */
const model: WindowModel = {
  labels: ['loud', '_silence_'],
  features,
  windowFrames: WINDOW,
  async predict(mfcc, count) {
    const out = new Float32Array(count * 2);
    const size = WINDOW * features.coefficients;
    for (let i = 0; i < count; i++) {
      let mean = 0;
      for (let row = 0; row < WINDOW; row++) mean += mfcc[i * size + row * features.coefficients] / WINDOW;
      const loud = 1 / (1 + Math.exp(-(mean - 100) / 10));
      out.set([loud, 1 - loud], i * 2);
    }
    return out;
  },
};

/** Faint hum with bursts of tone at the given seconds, each 0.8 s. */
function bursts(seconds: number, sampleRate: number, at: readonly number[]): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const time = i / sampleRate;
    const on = at.some((start) => time >= start && time < start + 0.8);
    return (on ? 0.5 : 0.0005) * Math.sin(2 * Math.PI * 440 * time);
  });
}

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'earshot-detect-'))));
afterAll(() => rm(folder, { recursive: true }));

async function wav(name: string, bytes: Uint8Array): Promise<string> {
  await writeFile(join(folder, name), bytes);
  return join(folder, name);
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** A chunk that no program reads, before the samples. */
function withChunkBefore(bytes: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(bytes.length + 8 + length);
  out.set(bytes.subarray(0, 36));
  out.set(new TextEncoder().encode('LIST'), 36);
  new DataView(out.buffer).setUint32(40, length, true);
  out.set(bytes.subarray(36), 44 + length);
  return out;
}

describe('openWavFile', () => {
  const sound = { samples: bursts(10, 16000, [1, 5]), sampleRate: 16000 };

  it.each([
    ['plain', (bytes: Uint8Array) => bytes],
    ['two megabytes of text before the samples', (bytes: Uint8Array) => withChunkBefore(bytes, 2_000_000)],
    [
      'text behind the samples',
      (bytes: Uint8Array) => new Uint8Array(Buffer.concat([bytes, Buffer.from('LIST\x04\0\0\0abcd')])),
    ],
    ['cut short', (bytes: Uint8Array) => bytes.slice(0, 200_001)],
  ])('gives in parts what decodeWav gives at once: %s', async (name, change) => {
    const bytes = change(encodeWav(sound));
    const expected = decodeWav(bytes);
    const file = await openWavFile(await wav(`${name}.wav`, bytes));
    const parts: Float32Array[] = [];
    for await (const part of file.parts()) parts.push(part);
    await file.close();
    expect(parts).toHaveLength(Math.ceil(expected.samples.length / 65536));
    expect(
      Buffer.concat(parts.map(({ buffer }) => Buffer.from(buffer))).equals(bytesOf(expected.samples)),
    ).toBe(true);
    expect(file.truncated).toBe(expected.truncated);
    expect(file.seconds).toBeCloseTo(expected.samples.length / 16000, 9);
  });

  it.each([
    ['empty.wav', new Uint8Array(0), /an empty file/],
    ['mp3.wav', new TextEncoder().encode('ID3 and so on, for more than twelve bytes'), /an MP3 file/],
    ['header.wav', encodeWav({ samples: new Float32Array(0), sampleRate: 16000 }), /no samples/],
  ])('refuses %s with words', async (name, bytes, message) => {
    const opening = openWavFile(await wav(name, bytes));
    await expect(opening).rejects.toMatchObject({
      code: 'bad-audio',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a folder', async () => {
    await expect(openWavFile(folder)).rejects.toThrow(/folder/);
  });
});

describe('detectInFile', () => {
  it.each([16000, 44100, 8000])('hears the bursts of a file at %i Hz', async (sampleRate) => {
    const path = await wav(
      `${sampleRate}.wav`,
      encodeWav({ samples: bursts(12, sampleRate, [2, 6]), sampleRate }),
    );
    const { events, seconds, looks } = await detectInFile(model, path, defaultDecoderConfig);
    expect(events.map(({ label }) => label)).toEqual(['loud', 'loud']);
    // A burst fills most of the window about when it ends, 0.8 s after its start.
    expect(events.map(({ time }) => time)).toBeAllclose([2.8, 6.8], { atol: 0.3 });
    expect(seconds).toBeCloseTo(12, 9);
    // Frames of 12 s: 1 + floor((192000 - 512) / 256) = 749; a look every 6.
    expect(looks).toBe(Math.floor(749 / 6));
  });

  it('gives what the stream gives frame by frame, to the last frame', async () => {
    // 750 frames end with the very last sample: 512 + 749 * 256 = 192256 samples at 16 kHz.
    const samples = bursts(192256 / 16000, 44100, [2, 6]);
    const bytes = encodeWav({ samples, sampleRate: 44100 });
    const { events, looks } = await detectInFile(model, await wav('frames.wav', bytes), defaultDecoderConfig);
    const whole = createMfccExtractor(features).clip(resample(decodeWav(bytes).samples, 44100, 16000));
    const expected = await createDetector(model, defaultDecoderConfig).push(whole);
    expect(expected.frames).toHaveLength(125);
    expect(looks).toBe(125);
    expect(events).toEqual(expected.events);
  });

  it('hears a word that fills the file, and takes no look at one shorter than a stride', async () => {
    const word = await wav('word.wav', encodeWav({ samples: bursts(1, 16000, [0.1]), sampleRate: 16000 }));
    expect((await detectInFile(model, word, defaultDecoderConfig)).events).toHaveLength(1);
    const short = await wav('short.wav', encodeWav({ samples: bursts(0.1, 16000, [0]), sampleRate: 16000 }));
    expect(await detectInFile(model, short, defaultDecoderConfig)).toMatchObject({ events: [], looks: 0 });
  });

  it('stops on request', async () => {
    const path = await wav('stop.wav', encodeWav({ samples: bursts(12, 16000, []), sampleRate: 16000 }));
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(
      detectInFile(model, path, defaultDecoderConfig, { signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
