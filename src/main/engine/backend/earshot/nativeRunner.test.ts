// The addon as the process sees it: several JavaScript threads at once, threads that end, a call that makes no sense.
// Expected products: by hand, whole numbers small enough to be exact in float32.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type * as workerThreads from 'node:worker_threads';
import { expect, it } from 'vitest';

const file = join(process.cwd(), 'build', 'native', `earshot-${process.platform}-${process.arch}.node`);
const built = existsSync(file);

/** Multiplies a matrix of ones [rows, depth] by one of twos, again and again, and says whether it was ever wrong. */
function multiply(require: (name: string) => unknown): void {
  const { workerData, parentPort } = require('node:worker_threads') as typeof workerThreads;
  const { file, threads, rounds } = workerData as { file: string; threads: number; rounds: number };
  const addon = require(file) as {
    open(threads: number, isa: string): { set: number; threads: number; panel: number };
    run(...args: unknown[]): void;
  };
  const { set, panel } = addon.open(threads, '');
  const [rows, depth, columns] = [64, 48, 40];
  const [a, b] = [new Float32Array(rows * depth).fill(1), new Float32Array(depth * columns).fill(2)];
  const packed = new Float32Array(Math.ceil(columns / panel) * panel * depth);
  let wrong = 0;
  for (let round = 0; round < rounds; round++) {
    const c = new Float32Array(rows * columns);
    const numbers = Int32Array.of(1, rows, columns, depth, 0, 0, 0, 0);
    addon.run(set, threads, 0, numbers, [a, b, null, c, packed], new Float32Array(0));
    if (!c.every((value) => value === 2 * depth)) wrong += 1;
  }
  parentPort?.postMessage(wrong);
}

const start = (threads: number, rounds: number): Worker =>
  new Worker(`(${multiply.toString()})(require)`, { eval: true, workerData: { file, threads, rounds } });

const wrongIn = (worker: Worker): Promise<number> =>
  new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });

it.skipIf(!built)(
  'computes the same from several threads at once, each with its own number of threads',
  async () => {
    const results = await Promise.all([1, 2, 3, 2, 4].map((threads) => wrongIn(start(threads, 1000))));
    expect(results).toEqual([0, 0, 0, 0, 0]);
  },
);

it.skipIf(!built)(
  'outlives the thread that loaded it, and one that is ended in the middle of an operation',
  async () => {
    const ended = start(2, 1e9);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await ended.terminate();
    expect(await wrongIn(start(3, 50))).toBe(0);
  },
);

it.skipIf(!built)('refuses what it cannot run, in words', () => {
  const addon = createRequire(import.meta.url)(file) as {
    open: (...a: unknown[]) => unknown;
    run: (...a: unknown[]) => void;
  };
  const none = new Float32Array(0);
  addon.open(1, '');
  expect(() => addon.run(0, 1, 99, new Int32Array(1), [], none)).toThrow('run expects');
  expect(() => addon.run(0, 63, 0, new Int32Array(1), [], none)).toThrow('run expects');
  expect(() => addon.run(9, 1, 0, new Int32Array(1), [], none)).toThrow('run expects');
  expect(() => addon.run(0, 1, 0, new Int32Array(17), [], none)).toThrow('run expects');
  expect(() => addon.run(0, 1, 0, new Int32Array(1), [{}], none)).toThrow('run expects');
  expect(() => addon.open('two')).toThrow('open expects');
});
