// The signal processing as a page's worker gets it: bundled by Vite, which takes Meyda's build for browsers, and run where
// there is neither window nor Node. Not the worker itself: that is the page's.

import { createContext, runInContext } from 'node:vm';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { Rollup } from 'vite';
import { expect, it } from 'vitest';
import { defaultFeatureConfig } from '../contract/features';
import { createMfccExtractor } from './mfcc';
import { anySound, largestRelativeDifference } from './testing/arbitraries';

async function bundleForWorker(): Promise<string> {
  const entry = fileURLToPath(new URL('./index.ts', import.meta.url));
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'dsp' } },
  })) as Rollup.RollupOutput[];
  return result[0].output[0].code;
}

it('gives the same MFCCs in a bundle for the page’s worker as here', async () => {
  const worker = createContext({ Float32Array, Float64Array });
  runInContext(await bundleForWorker(), worker);
  const created = runInContext(
    '(config) => dsp.createMfccExtractor(config)',
    worker,
  ) as typeof createMfccExtractor;
  const samples = anySound(16000, 1);
  const here = createMfccExtractor(defaultFeatureConfig).clip(samples);
  expect(largestRelativeDifference(created(defaultFeatureConfig).clip(samples), here)).toBeLessThan(1e-7);
  expect(here.rows).toBe(61);
});
