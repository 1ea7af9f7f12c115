// Tunes of a toy language whose entropy is known, for tests: learned in a second by a tiny net.
// Not music.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { GeneratorConfig } from '../../../../shared/contract/generators';
import type { TuneSplit } from '../../../../shared/contract/tunes';
import { createRandom } from '../../../../shared/dsp';
import { createCodec, createPart, createScore } from '../../../../shared/music';
import type { Score } from '../../../../shared/music';
import type { TuneSource } from '../corpus';
import type { GeneratorReceipt } from '../generatorFiles';
import { buildNetwork } from '../network';
import type { GeneratorModel } from '../openGenerator';
import { generatorPresets } from '../presets';
import { vocabularyOf } from '../vocabulary';

/** Quick to train: 16 units, one key. */
export const toyConfig: GeneratorConfig = {
  ...generatorPresets[0].config,
  stepsPerQuarter: 2,
  units: [16],
  embedding: 8,
  window: 16,
  batchSize: 8,
  epochs: 2,
  learningRate: 0.02,
  dropout: 0,
  keys: 'as-written',
  clipping: { by: 'norm', limit: 5 },
};

/** A generator with its initial weights: it writes anything that the grammar allows. */
export function createUntrained(change: Partial<GeneratorConfig> = {}): GeneratorModel {
  const config = { ...toyConfig, ...change };
  const vocabulary = vocabularyOf(config);
  const codec = createCodec(vocabulary);
  const network = buildNetwork({ ...config, vocabSize: codec.vocabSize });
  const receipt = { config, vocabulary } as GeneratorReceipt;
  return { vocabulary, codec, receipt, backend: 'test', network, dispose: () => network.dispose() };
}

/** Quarter notes one after the other, in 4/4. */
export function melodyOf(pitches: readonly number[], title = 'toy'): Score {
  const notes = pitches.map((pitch, i) => ({ pitch, velocity: 90, onsetStep: 2 * i, durationSteps: 2 }));
  return createScore({ title, stepsPerQuarter: 2, parts: [createPart(notes)] });
}

/** Each note is C or G, by the toss of a coin. */
export function coinTunes(count: number, notes: number, seed = 1): TuneSource[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const pitches = Array.from({ length: notes }, () => (random() < 0.5 ? 60 : 67));
    const split: TuneSplit = i % 10 === 0 ? 'valid' : i % 10 === 1 ? 'test' : 'train';
    const title = `toy ${i}`;
    return { id: `t${i}`, title, score: melodyOf(pitches, title), listedSplit: split };
  });
}

/** A folder of its own for a test, gone when the test is. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-generator-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
