// Model folders: written, read back, opened by a program that knows nothing of the lab, and refused when damaged.

import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import type { RecognizerName } from '../../../shared/contract/training';
import { recognizerNames } from '../../../shared/contract/training';
import { useBackend } from '../backend';
import { toneConfig, toneFeatures } from '../training/testing/toneDataset';
import { exportModel } from './exportModel';
import { modelFileNames } from './modelFiles';
import { openModel } from './openModel';
import { createRecognizer } from './recognizers';
import { previousFolder, writeModelFolder } from './writeFolder';
import { packModelFolder } from './writeModel';

const root = mkdtempSync(join(tmpdir(), 'earshot-model-'));
const frames = 30;
const { coefficients } = toneFeatures;
const normalisation = {
  mean: Array.from({ length: coefficients }, (_, i) => i),
  std: Array.from({ length: coefficients }, (_, i) => 1 + i / 10),
};

async function writeModel(
  folder: string,
  recognizer: RecognizerName = 'conv-bilstm-small',
  seed = 1,
): Promise<void> {
  const outputs = ['low', 'high', '_silence_'];
  const model = createRecognizer(recognizer, {
    frames,
    coefficients,
    outputs: outputs.length,
    dropout: 0.3,
    seed,
  });
  const receipt = {
    dataset: 'tones',
    outputs,
    config: { ...toneConfig, recognizer, seed },
    features: toneFeatures,
    counts: { low: { train: 6, validation: 2, test: 2 } },
    dataHash: 'a'.repeat(64),
    backend: { name: 'wasm', threads: 1, reason: 'for the test' },
    versions: { earshot: '1.2.3' },
    parameters: model.countParams(),
    checkpoint: {
      kind: 'best',
      epoch: 1,
      steps: 3,
      loss: 1,
      accuracy: 0.5,
      validationLoss: NaN,
      validationAccuracy: NaN,
    },
  } as const;
  const parts = { model, features: toneFeatures, normalisation, decoder: defaultDecoderConfig, receipt };
  await writeModelFolder(folder, await packModelFolder(parts, '2026-11-22T10:00:00.000Z'));
  model.dispose();
}

/** [count, frames, coefficients] around what the normalisation expects. */
const windows = (count: number) =>
  Float32Array.from(
    { length: count * frames * coefficients },
    (_, i) => Math.sin(i) * 3 + normalisation.mean[i % coefficients],
  );

beforeAll(async () => {
  await useBackend('wasm');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a model folder', () => {
  it('holds the files of the design and gives back all that was put in', async () => {
    const folder = join(root, 'whole');
    await writeModel(folder);
    expect(readdirSync(folder).sort()).toEqual([...modelFileNames].sort());
    const model = await openModel(folder, 'wasm');
    expect(model).toMatchObject({
      labels: ['low', 'high', '_silence_'],
      windowFrames: frames,
      backend: 'wasm',
      normalisation,
    });
    expect(model.features).toEqual(toneFeatures);
    expect(model.decoder).toEqual(defaultDecoderConfig);
    expect(model.receipt.checkpoint.validationLoss).toBeNaN();
    model.dispose();
  });

  it("has Teachable Machine's keys in metadata.json", async () => {
    const folder = join(root, 'metadata');
    await writeModel(folder);
    expect(JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8'))).toMatchObject({
      packageName: 'earshot',
      packageVersion: '1.2.3',
      tfjsVersion: tf.version_core,
      timeStamp: '2026-11-22T10:00:00.000Z',
      wordLabels: ['low', 'high', '_silence_'],
      labels: ['low', 'high', '_silence_'],
      userMetadata: {},
    });
  });

  it('predicts in batches what it predicts one by one, and disposes of all', async () => {
    const folder = join(root, 'predicts');
    await writeModel(folder);
    const before = tf.memory().numTensors;
    const model = await openModel(folder, 'wasm');
    const all = await model.predict(windows(130), 130);
    expect(all).toHaveLength(130 * 3);
    const one = await model.predict(windows(130).slice(129 * frames * coefficients), 1);
    expect(all.slice(129 * 3)).toBeAllclose(one, { atol: 1e-6 });
    expect(await model.predict(new Float32Array(0), 0)).toHaveLength(0);
    await expect(model.predict(windows(1), 2)).rejects.toMatchObject({ code: 'feature-mismatch' });
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is replaced whole, and nothing is left beside it', async () => {
    const folder = join(root, 'replaced', 'best');
    await writeModel(folder, 'conv-pool', 1);
    await writeModel(folder, 'conv-pool', 2);
    const model = await openModel(folder, 'wasm');
    expect(model.receipt.config.seed).toBe(2);
    model.dispose();
    expect(readdirSync(join(root, 'replaced'))).toEqual(['best']);
  });

  it('is found where a process was killed between the two renames', async () => {
    const folder = join(root, 'killed', 'best');
    await writeModel(folder);
    renameSync(folder, previousFolder(folder));
    (await openModel(folder, 'wasm')).dispose();
    await writeModel(folder, 'conv-pool');
    expect(existsSync(previousFolder(folder))).toBe(false);
  });
});

describe('plain TensorFlow.js', () => {
  /** A program of somebody who has the folders and TensorFlow.js, and nothing of the lab. */
  const program = `
    import { readFileSync } from 'node:fs';
    import * as tf from '@tensorflow/tfjs';
    const mfcc = JSON.parse(readFileSync(0, 'utf8'));
    async function predict(folder) {
      const read = (name) => readFileSync(folder + '/' + name);
      const { modelTopology, weightsManifest } = JSON.parse(read('model.json'));
      const { frames, normalisation: { mean, std } } = JSON.parse(read('features.json'));
      const weightData = new Uint8Array(read('weights.bin')).buffer;
      const weightSpecs = weightsManifest.flatMap((group) => group.weights);
      const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
      const windows = tf.tensor(mfcc, [mfcc.length / (frames * mean.length), frames, mean.length]);
      return Array.from(model.predict(tf.div(tf.sub(windows, mean), std)).dataSync());
    }
    const results = [];
    for (const folder of process.argv.slice(1)) results.push(await predict(folder));
    process.stdout.write(JSON.stringify(results));
  `;

  it('opens every recognizer and gives the same probabilities', async () => {
    const folders = recognizerNames.map((name) => join(root, `plain-${name}`));
    for (const [i, name] of recognizerNames.entries()) await writeModel(folders[i], name);
    const input = JSON.stringify(Array.from(windows(3)));
    const options = {
      input,
      encoding: 'utf8',
      cwd: process.cwd(),
      stdio: 'pipe',
    } as const;
    const output = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', program, ...folders],
      options,
    );
    const results = JSON.parse(output) as number[][];
    for (const [i, folder] of folders.entries()) {
      const model = await openModel(folder, 'wasm');
      expect(results[i]).toBeAllclose(await model.predict(windows(3), 3), { rtol: 0, atol: 1e-5 });
      model.dispose();
    }
  });
});

describe('a damaged model folder', () => {
  const whole = join(root, 'source');
  const folder = join(root, 'damaged');
  beforeAll(() => writeModel(whole));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(whole, folder, { recursive: true });
  });

  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  const expectRefused = (file: string, why: string | RegExp) =>
    expect(openModel(folder, 'wasm')).rejects.toMatchObject({
      code: 'bad-model',
      details: { file },
      message: expect.stringMatching(why),
    });

  it.each(modelFileNames)('without %s is refused, naming it', async (file) => {
    rmSync(join(folder, file));
    await expectRefused(file, new RegExp(`^${file} .*found none`));
  });

  it.each(modelFileNames)('with an empty %s is refused, naming it', async (file) => {
    writeFileSync(join(folder, file), '');
    await expectRefused(file, file);
  });

  it.each(modelFileNames.filter((file) => file.endsWith('.json')))(
    'with %s being other JSON is refused',
    async (file) => {
      writeFileSync(join(folder, file), '[]');
      await expectRefused(file, /expected object|array/i);
    },
  );

  it('with one changed weight is refused', async () => {
    const bytes = readFileSync(join(folder, 'weights.bin'));
    bytes[1000] ^= 1;
    writeFileSync(join(folder, 'weights.bin'), bytes);
    await expectRefused('weights.bin', /altered/);
  });

  it('with weights too short is refused', async () => {
    writeFileSync(join(folder, 'weights.bin'), readFileSync(join(folder, 'weights.bin')).subarray(4));
    await expectRefused('weights.bin', /bytes/);
  });

  it.each([
    ['features.json', '"frames": 30', '"frames": 31', /gives 30, it says 31/],
    ['features.json', '"hopLength": 128', '"hopLength": 127', /features\.json/],
    ['features.json', '"sampleRate": 8000', '"sampleRate": 11025', /config\.sampleRate/],
    ['decoder.json', '"threshold": 0.7', '"threshold": 7', /threshold/],
    ['metadata.json', '"high"', '"higher"', /expected the labels/],
    ['model.json', '"Conv1D"', '"Conv2D"', /altered/],
    ['receipt.json', '"epochs": 2', '"epochs": "two"', /config\.epochs/],
  ])('%s with %s changed to %s is refused', async (file, from, to, why) => {
    edit(file, (text) => text.replace(from, to));
    await expectRefused(file, why);
  });

  it('with a decoder tuned by hand is taken', async () => {
    edit('decoder.json', (text) => text.replace('"threshold": 0.7', '"threshold": 0.55'));
    const model = await openModel(folder, 'wasm');
    expect(model.decoder.threshold).toBe(0.55);
    model.dispose();
  });

  it('that is not there is told so', async () => {
    await expect(openModel(join(root, 'nowhere'))).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('found none'),
    });
  });
});

describe('exportModel', () => {
  it('writes a package that answers as the run does', async () => {
    const [source, out] = [join(root, 'export-source'), join(root, 'export-out')];
    await writeModel(source, 'conv-pool');
    const decoder = { ...defaultDecoderConfig, threshold: 0.9 };
    expect(await exportModel(source, out, { decoder })).toEqual({ largestDifference: 0 });
    const model = await openModel(out);
    expect(model.decoder).toEqual(decoder);
    expect(model.receipt.exportDifference).toBe(0);
    model.dispose();
  });
});
