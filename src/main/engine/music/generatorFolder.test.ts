// Folders of generators: opened by a program that knows nothing of the lab, exported, and refused when damaged.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import { useBackend } from '../backend';
import { openModel } from '../models';
import { writeModelFolder } from '../models/writeFolder';
import { makeCorpus, countCorpus } from './corpus';
import { exportGenerator } from './exportGenerator';
import { generatorFileNames } from './generatorFiles';
import { measureTunes } from './likelihood';
import { buildNetwork, countNetworkParameters } from './network';
import { openGenerator } from './openGenerator';
import { packGenerator } from './packGenerator';
import { coinTunes, toyConfig } from './testing/toyTunes';
import { createCodec } from '../../../shared/music';

const root = mkdtempSync(join(tmpdir(), 'earshot-generator-folder-'));
const corpus = makeCorpus(coinTunes(12, 8), toyConfig);
const { vocabSize } = createCodec(corpus.vocabulary);

async function writeGenerator(folder: string, change: Partial<GeneratorConfig> = {}): Promise<void> {
  const config = { ...toyConfig, units: [9, 7], dropout: 0.3, ...change };
  const network = buildNetwork({ ...config, vocabSize });
  const receipt = {
    dataset: 'toys',
    config,
    vocabulary: corpus.vocabulary,
    counts: countCorpus(corpus),
    dataHash: 'a'.repeat(64),
    backend: { name: 'wasm', threads: 1, reason: 'for the test' },
    versions: { earshot: '1.2.3' },
    parameters: countNetworkParameters({ ...config, vocabSize }),
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
  await writeModelFolder(folder, await packGenerator(network.model, receipt, '2026-11-22T10:00:00.000Z'));
  network.dispose();
}

beforeAll(() => useBackend('wasm'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('plain TensorFlow.js', () => {
  /** A program of somebody who has the folders and TensorFlow.js, and nothing of the lab. */
  const program = `
    import { readFileSync } from 'node:fs';
    import * as tf from '@tensorflow/tfjs';
    const tokens = JSON.parse(readFileSync(0, 'utf8'));
    async function predict(folder) {
      const read = (name) => readFileSync(folder + '/' + name);
      const { modelTopology, weightsManifest } = JSON.parse(read('model.json'));
      const { size } = JSON.parse(read('vocabulary.json'));
      const weightData = new Uint8Array(read('weights.bin')).buffer;
      const weightSpecs = weightsManifest.flatMap((group) => group.weights);
      const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
      const ids = tf.tensor2d([tokens], [1, tokens.length], 'int32');
      const input = model.inputs[0].shape.length === 3 ? tf.oneHot(ids, size).toFloat() : ids;
      return Array.from(model.predict(input).dataSync());
    }
    const results = [];
    for (const folder of process.argv.slice(1)) results.push(await predict(folder));
    process.stdout.write(JSON.stringify(results));
  `;

  it('opens every cell, embedded and one-hot, and gives the same probabilities', async () => {
    const changes = [{ cell: 'lstm' }, { cell: 'gru', embedding: 0 }, { cell: 'rnn', units: [8] }] as const;
    const folders = changes.map(({ cell }) => join(root, `plain-${cell}`));
    for (const [i, change] of changes.entries()) await writeGenerator(folders[i], change);
    const tokens = corpus.tunes[0].tokens;
    const options = { input: JSON.stringify(Array.from(tokens)), encoding: 'utf8', stdio: 'pipe' } as const;
    const output = execFileSync(
      process.execPath,
      ['--input-type=module', '--eval', program, ...folders],
      options,
    );
    const results = JSON.parse(output) as number[][];
    for (const [i, folder] of folders.entries()) {
      const model = await openGenerator(folder, 'wasm');
      const [{ nll }] = await measureTunes(model.network, [tokens]);
      const expected = Array.from(nll.slice(1), (value) => Math.exp(-value));
      const got = expected.map((_, place) => results[i][place * vocabSize + tokens[place + 1]]);
      expect(got).toBeAllclose(expected, { rtol: 1e-4, atol: 1e-6 });
      model.dispose();
    }
  });
});

describe('a generator folder', () => {
  it('holds its files, and names its tokens in metadata.json', async () => {
    const folder = join(root, 'whole');
    await writeGenerator(folder);
    expect(readdirSync(folder).sort()).toEqual([...generatorFileNames].sort());
    const { labels } = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as {
      labels: string[];
    };
    expect(labels).toHaveLength(vocabSize);
    expect(labels.slice(0, 5)).toEqual(['start', 'end', 'hold', 'rest', 'metre 4/4']);
    const model = await openGenerator(folder, 'wasm');
    expect(model).toMatchObject({
      vocabulary: corpus.vocabulary,
      backend: 'wasm',
      receipt: { dataset: 'toys' },
    });
    model.dispose();
  });

  it('is exported with the same answers', async () => {
    const [source, out] = [join(root, 'source'), join(root, 'out')];
    await writeGenerator(source);
    expect(await exportGenerator(source, out)).toEqual({ largestDifference: 0 });
    const model = await openGenerator(out, 'wasm');
    expect(model.receipt.exportDifference).toBe(0);
    model.dispose();
  });

  it('given for a recognizer says what it is, and the other way round', async () => {
    const folder = join(root, 'taken');
    await writeGenerator(folder);
    await expect(openModel(folder)).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('a generator of tunes'),
    });
    await writeModelFolder(folder, { 'features.json': new Uint8Array(), 'receipt.json': new Uint8Array() });
    await expect(openGenerator(folder)).rejects.toMatchObject({
      code: 'bad-model',
      message: expect.stringContaining('a recognizer of words'),
    });
  });
});

describe('a damaged generator folder', () => {
  const whole = join(root, 'damage-source');
  const folder = join(root, 'damaged');
  beforeAll(() => writeGenerator(whole));
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    cpSync(whole, folder, { recursive: true });
  });
  const expectRefused = (file: string, why: string | RegExp = file) =>
    expect(openGenerator(folder, 'wasm')).rejects.toMatchObject({
      code: 'bad-model',
      details: { file },
      message: expect.stringMatching(why),
    });

  it.each(generatorFileNames)('without %s is refused, naming it', async (file) => {
    rmSync(join(folder, file));
    await expectRefused(file, /found none/);
  });

  it.each(generatorFileNames)('with an empty %s is refused, naming it', async (file) => {
    writeFileSync(join(folder, file), '');
    await expectRefused(file);
  });

  it('with one changed weight is refused', async () => {
    const bytes = readFileSync(join(folder, 'weights.bin'));
    bytes[1000] ^= 1;
    writeFileSync(join(folder, 'weights.bin'), bytes);
    await expectRefused('weights.bin', /altered/);
  });

  it.each([
    ['vocabulary.json', '"stepsPerQuarter": 2', '"stepsPerQuarter": 4', /not the one in receipt\.json/],
    ['vocabulary.json', '"lowestPitch": 21', '"lowestPitch": 109', /at most highestPitch/],
    ['vocabulary.json', '"version": 1', '"version": 2', /version/],
    ['vocabulary.json', '"kind": "melody"', '"kind": "songs"', /kind/],
    ['vocabulary.json', '"size": 126', '"size": 127', /gives 126 tokens, it says 127/],
    ['receipt.json', '"version": 1', '"version": 2', /version/],
    ['receipt.json', '"kind": "generator"', '"kind": "other"', /kind/],
    ['metadata.json', '"pitch 60"', '"pitch 61"', /altered/],
    ['model.json', '"tanh"', '"relu"', /altered/],
  ])('%s with %s changed to %s is refused', async (file, from, to, why) => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    await expectRefused(file, why);
  });
});
