// WebAssembly on machines that give less than one would like: fewer addresses, no threads, no relaxed SIMD.

import { afterEach, expect, it, vi } from 'vitest';
import type { KernelRunner } from './runner';
import { loadWasmRunner } from './wasmRunner';

afterEach(() => vi.unstubAllGlobals());

/** WebAssembly whose memories may have at most so many pages. */
function limitPages(most: number): void {
  class Memory extends WebAssembly.Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      if ((descriptor.maximum ?? 0) > most) throw new RangeError('could not allocate memory');
      super(descriptor);
    }
  }
  vi.stubGlobal('WebAssembly', { ...allOf(WebAssembly), Memory });
}

/** The namespace's members, which a spread leaves out. */
const allOf = (namespace: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.getOwnPropertyNames(namespace).map((name) => [name, (namespace as Record<string, unknown>)[name]]),
  );

function runnerOf(load: ReturnType<typeof loadWasmRunner>): KernelRunner {
  if ('reason' in load) throw new Error(load.reason);
  return load.runner;
}

/** [3, 40] ones times [40, 5] twos: 80 everywhere. */
function product(runner: KernelRunner): Float32Array {
  const { memory, panel } = runner;
  const [a, b, c] = [120, 200, 15].map((length) => memory.allocate(length));
  const packed = memory.allocate(40 * panel);
  a.fill(1);
  b.fill(2);
  runner.run('matMul', [1, 3, 5, 40, 0, 0, 0, 0], [a, b, null, c, packed]);
  const result = c.slice();
  [a, b, c, packed].forEach((each) => memory.release(each));
  return result;
}
const eighties = new Float32Array(15).fill(80);

it('takes fewer addresses where a machine gives no more', () => {
  limitPages(16384);
  const runner = runnerOf(loadWasmRunner(1));
  expect(product(runner)).toEqual(eighties);
  runner.close();
});

it('says in words that a machine gives too few', () => {
  limitPages(100);
  expect(loadWasmRunner(1)).toEqual({
    reason: 'WebAssembly did not start: this machine gives a process fewer than 512 MB of addresses at once',
  });
});

it('does all the work itself once its threads are gone, with the same result', () => {
  const runner = runnerOf(loadWasmRunner(3));
  expect(product(runner)).toEqual(eighties);
  runner.close();
  expect(product(runner)).toEqual(eighties);
});

it('grows its memory as it must, and what was handed out stays where it is', () => {
  const runner = runnerOf(loadWasmRunner(1));
  const early = runner.memory.allocate(100).fill(7);
  const large = runner.memory.allocate(20_000_000);
  large[19_999_999] = 1;
  expect(early.every((value) => value === 7)).toBe(true);
  expect(product(runner)).toEqual(eighties);
  runner.close();
});

it('takes the plain build where the engine does not know relaxed SIMD', () => {
  expect(runnerOf(loadWasmRunner(1, 'simd128')).instructionSet).toBe('simd128');
  vi.stubGlobal('WebAssembly', { ...allOf(WebAssembly), validate: () => false });
  expect(loadWasmRunner(1)).toEqual({
    reason: "this engine's WebAssembly knows no SIMD with shared memory",
  });
});
