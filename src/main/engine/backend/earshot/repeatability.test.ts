// The same step again gives the same bits, whatever else the machine does; another number of threads the same to 1e-5.

import * as tf from '@tensorflow/tfjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, it } from 'vitest';
import { recognizerNames } from '../../../../shared/contract/training';
import { computeGradients } from '../../training/trainingStep';
import { sameBits } from './testing/compare';
import type { NamedRunner } from './testing/runners';
import { runners } from './testing/runners';
import { smallBatch, smallRecognizer } from './testing/steps';

afterAll(() => tf.setBackend('cpu'));

type Name = (typeof recognizerNames)[number];

/** Loss and all gradients of one step, one after the other. */
async function stepOn({ name, use }: NamedRunner, recognizerName: Name): Promise<Float32Array[]> {
  use();
  await tf.setBackend(name);
  const recognizer = smallRecognizer(recognizerName);
  const variables = recognizer.model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const { loss, gradients } = computeGradients(recognizer, variables, smallBatch(7));
  const values = gradients.map((gradient) => gradient.dataSync() as Float32Array);
  tf.dispose(gradients);
  recognizer.dispose();
  return [Float32Array.of(loss), ...values];
}

const norm = (values: Float32Array): number => Math.hypot(...values);

const expectSame = (got: readonly Float32Array[], expected: readonly Float32Array[]): void =>
  got.forEach((values, i) => expect(sameBits(values, expected[i]), `tensor ${i}`).toBe(true));

function expectClose(got: readonly Float32Array[], expected: readonly Float32Array[]): void {
  got.forEach((values, i) => {
    const difference = norm(values.map((value, j) => value - expected[i][j]));
    expect(difference, `tensor ${i}`).toBeLessThanOrEqual(1e-5 * norm(expected[i]) + 1e-7);
  });
}

describe.each(recognizerNames)('a step of %s', (recognizerName) => {
  it.each(runners)('is the same to the last bit each time: $name', async (runner) => {
    const first = await stepOn(runner, recognizerName);
    for (let i = 0; i < 2; i++) expectSame(await stepOn(runner, recognizerName), first);
  });

  it.each(['native', 'wasm'])('is the same to 1e-5 with any number of threads: %s', async (kind) => {
    const alike = runners.filter(({ name }) => new RegExp(`^${kind}, \\d`).test(name));
    const results: Float32Array[][] = [];
    for (const runner of alike) results.push(await stepOn(runner, recognizerName));
    results.slice(1).forEach((result) => expectClose(result, results[0]));
  });
});

/** Keeps the addon's threads busy from a thread of its own. */
function hammer(require: (name: string) => unknown): void {
  const { file } = (require('node:worker_threads') as { workerData: { file: string } }).workerData;
  const addon = require(file) as { open(...a: unknown[]): { set: number }; run(...a: unknown[]): void };
  const { set } = addon.open(2, '');
  const size = 128;
  const [a, b, c, packed] = Array.from({ length: 4 }, () => new Float32Array(size * size));
  const numbers = Int32Array.of(1, size, size, size, 0, 0, 0, 0);
  for (;;) addon.run(set, 2, 0, numbers, [a, b, null, c, packed], new Float32Array(0));
}

const file = join(process.cwd(), 'build', 'native', `earshot-${process.platform}-${process.arch}.node`);

it.skipIf(!existsSync(file))('is the same while another thread has the threads', async () => {
  const runner = runners.find(({ name }) => name === 'native, 2 threads') as NamedRunner;
  const quiet = await stepOn(runner, 'conv-bilstm-small');
  const worker = new Worker(`(${hammer.toString()})(require)`, { eval: true, workerData: { file } });
  await new Promise((resolve) => worker.once('online', resolve));
  for (let i = 0; i < 5; i++) expectSame(await stepOn(runner, 'conv-bilstm-small'), quiet);
  await worker.terminate();
});
