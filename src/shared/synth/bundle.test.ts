// The synthesiser as an AudioWorklet gets it: bundled, and run where there is neither window, timer nor Node.
// Not the worklet itself: that is the page's.

import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Rollup } from 'vite';
import { expect, it } from 'vitest';
import { instrumentNames } from './instruments';
import type { createSynth } from './synth';
import { note, play, rms } from './testing/measure';

async function bundleForWorklet(): Promise<string> {
  const entry = fileURLToPath(new URL('./index.ts', import.meta.url));
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'sound' } },
  })) as Rollup.RollupOutput[];
  return result[0].output[0].code;
}

it('gives the same samples in a bundle for an AudioWorklet as here', async () => {
  const worklet = createContext({ Float32Array, Float64Array });
  runInContext(await bundleForWorklet(), worklet);
  const created = runInContext('(rate) => sound.createSynth(rate)', worklet) as typeof createSynth;
  const notes = instrumentNames.map((name, i) => note(name, { pitch: 45 + 2 * i, start: i * 0.02 }));
  const synth = created(44100);
  synth.schedule(notes);
  const left = new Float32Array(22050);
  const right = new Float32Array(22050);
  for (let at = 0; at + 128 <= left.length; at += 128) {
    synth.render(left.subarray(at, at + 128), right.subarray(at, at + 128));
  }
  const [here] = play(notes, 0.5);
  const whole = Math.floor(22050 / 128) * 128;
  expect(rms(here)).toBeGreaterThan(0.02);
  expect(left.subarray(0, whole)).toEqual(here.subarray(0, whole));
});
