// Memory given out, given back and used again; what bounds it. Sizes by hand from the rule of four classes an octave.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, createArena } from './arena';
import type { KernelMemory } from './memory';
import { createWasmMemory } from './wasmMemory';

const MEGABYTE = 2 ** 20;

function createStartedWasmMemory(): KernelMemory {
  const memory = createWasmMemory();
  memory.start(1000);
  return memory;
}

const kinds = [
  { name: 'arena', create: () => createArena(() => 16) },
  { name: 'wasm memory', create: createStartedWasmMemory },
];

it('has four classes an octave, whole cache lines each', () => {
  expect([1, 64, 65, 128, 130, 160, 1025].map(classOf)).toEqual([64, 64, 128, 128, 192, 192, 1280]);
});

describe.each(kinds)('$name', ({ create }) => {
  it('never hands out the same memory twice, whatever the order of taking and giving back', () => {
    const steps = fc.array(fc.record({ length: fc.integer({ min: 0, max: 5000 }), drop: fc.nat() }));
    const property = fc.property(steps, (all) => {
      const memory = create();
      const held: { values: Float32Array; mark: number }[] = [];
      all.forEach(({ length, drop }, mark) => {
        if (drop % 2 === 1 && held.length > 0) {
          const [{ values }] = held.splice(drop % held.length, 1);
          memory.release(values);
        }
        const values = memory.allocate(length).fill(mark);
        expect(values.length).toBe(length);
        held.push({ values, mark });
      });
      held.forEach(({ values, mark }) => expect(values.every((value) => value === mark)).toBe(true));
    });
    fc.assert(property, { numRuns: 60, seed: 3 });
  });

  it('starts at cache lines', () => {
    const memory = create();
    const offset = memory.allocate(3).byteOffset % 64;
    expect(memory.allocate(100).byteOffset % 64).toBe(offset);
  });

  it('needs nothing new for the same pieces again', () => {
    const memory = create();
    const round = () => {
      const pieces = [10, 2000, 300, 300, 77].map((length) => memory.allocate(length));
      pieces.forEach((values) => memory.release(values));
    };
    round();
    const bytes = memory.bytes();
    for (let i = 0; i < 10; i++) round();
    expect(memory.bytes()).toBe(bytes);
    expect(memory.bytesInUse()).toBe(0);
  });

  it('stays bounded over batches of any size', () => {
    const memory = create();
    for (let batch = 1; batch <= 300; batch++) {
      const pieces = [batch * 10_000, batch * 777, batch].map((length) => memory.allocate(length));
      pieces.forEach((values) => memory.release(values));
    }
    // The largest batch takes 12.9 MB.
    expect(memory.bytes()).toBeLessThan(2 * 13 * MEGABYTE + 16 * MEGABYTE);
  });

  it('tells its own memory from views of it and from other memory', () => {
    const memory = create();
    const values = memory.allocate(8);
    expect([memory.owns(values), memory.shares(values)]).toEqual([true, true]);
    expect([memory.owns(values.subarray(2)), memory.shares(values.subarray(2))]).toEqual([false, true]);
    const other = new Float32Array(8);
    expect([memory.owns(other), memory.shares(other)]).toEqual([false, false]);
    memory.release(values);
    expect(memory.owns(values)).toBe(false);
    expect(() => memory.release(values)).toThrow('not given back before');
  });
});

it('joins free neighbours in wasm memory, so that a large piece fits where small ones were', () => {
  const memory = createStartedWasmMemory();
  const pieces = Array.from({ length: 64 }, () => memory.allocate(1000));
  const bytes = memory.bytes();
  for (const odd of [0, 1]) pieces.filter((_, i) => i % 2 === odd).forEach((each) => memory.release(each));
  memory.allocate(60_000);
  expect(memory.bytes()).toBe(bytes);
});
