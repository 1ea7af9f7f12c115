import { BasicSoundBank } from 'spessasynth_core';
import { describe, expect, it } from 'vitest';
import type { SynthNote } from '../synth';
import { createSoundFontSynth } from './createSoundFontSynth';

const sampleRate = 22050;

/** The library's own made-up font: one looped saw tooth. */
const font = () => new Uint8Array(BasicSoundBank.getSampleSoundBankFile());

const note = (pitch: number, start: number, duration: number, channel = 0): SynthNote => ({
  ...{ pitch, start, duration, channel },
  velocity: 100,
  instrument: 'piano',
});

async function open(notes: readonly SynthNote[]) {
  const synth = await createSoundFontSynth(sampleRate, font(), 'saw.sf2');
  synth.schedule(notes);
  const render = (seconds: number, block = 128) => {
    const total = Math.round(seconds * sampleRate);
    const left = new Float32Array(total);
    for (let done = 0; done < total; done += block) {
      const size = Math.min(block, total - done);
      synth.render(left.subarray(done, done + size), new Float32Array(size));
    }
    return left;
  };
  return { synth, render };
}

const loudness = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** Energy at a frequency, by one bin of a Fourier sum. */
function energyAt(samples: Float32Array, frequency: number): number {
  let [real, imaginary] = [0, 0];
  samples.forEach((value, i) => {
    const angle = (2 * Math.PI * frequency * i) / sampleRate;
    real += value * Math.cos(angle);
    imaginary += value * Math.sin(angle);
  });
  return Math.hypot(real, imaginary) / samples.length;
}

describe('createSoundFontSynth', () => {
  it('plays notes at their time and pitch and is silent before', async () => {
    const { render } = await open([note(69, 0.5, 0.5)]);
    expect(loudness(render(0.5))).toBe(0);
    const sound = render(0.4);
    expect(loudness(sound)).toBeGreaterThan(0.01);
    // A4 is 440 Hz by definition; a semitone beside it there is next to nothing.
    expect(energyAt(sound, 440)).toBeGreaterThan(10 * energyAt(sound, 440 * 2 ** (1 / 12)));
  });

  it('lets the key go: silence some seconds later', async () => {
    const { render } = await open([note(69, 0, 0.2)]);
    render(4);
    expect(loudness(render(0.5))).toBeLessThan(1e-3);
  });

  it('goes to a place: what was before is not heard again', async () => {
    const { synth, render } = await open([note(60, 0, 0.1), note(69, 1, 0.5)]);
    synth.seek(0.9);
    expect(synth.time).toBeCloseTo(0.9);
    render(0.1);
    const sound = render(0.3);
    expect(energyAt(sound, 440)).toBeGreaterThan(10 * energyAt(sound, 261.63));
  });

  it('ends notes that sound when the time line is replaced', async () => {
    const { synth, render } = await open([note(69, 0, 0.3)]);
    render(0.2);
    synth.schedule([]);
    expect(loudness(render(0.1))).toBeGreaterThan(0.01);
    render(4);
    expect(loudness(render(0.5))).toBeLessThan(1e-3);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', new TextEncoder().encode('this is no sound font at all, only words'.repeat(10))],
    ['a truncated font', font().slice(0, 200)],
  ])('refuses %s by name', async (_, bytes) => {
    await expect(createSoundFontSynth(sampleRate, bytes, 'mine.sf2')).rejects.toMatchObject({
      code: 'bad-audio',
      message: expect.stringContaining('mine.sf2'),
    });
  });
});
