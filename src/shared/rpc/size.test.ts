// Sizes are exact for typed arrays; what needs no copy is not copied.
// Not a test of the limits in use: the contract suite goes beyond them.

import { describe, expect, it } from 'vitest';
import { describeBytes, MAX_MESSAGE_BYTES, prepareMessage } from './size';

describe('prepareMessage', () => {
  it('gives back the very message where nothing is a view', () => {
    const message = { a: [1, 'two', { samples: new Float32Array(4) }], b: null };
    expect(prepareMessage(message)).toBe(message);
  });

  it('copies only along the way to a view', () => {
    const whole = { samples: new Float32Array(4) };
    const part = { samples: new Float32Array(10).fill(2).subarray(3, 5) };
    const message = { list: [whole, part] };
    const prepared = prepareMessage(message) as typeof message;
    expect(prepared).not.toBe(message);
    expect(prepared.list[0]).toBe(whole);
    expect(prepared.list[1].samples).toEqual(new Float32Array([2, 2]));
    expect(prepared.list[1].samples.buffer.byteLength).toBe(8);
    expect(message.list[1]).toBe(part);
  });

  it('takes 64 MiB less a little and refuses 64 MiB', () => {
    expect(prepareMessage({ bytes: new Uint8Array(MAX_MESSAGE_BYTES - 100) })).toBeTruthy();
    expect(() => prepareMessage({ bytes: new Uint8Array(MAX_MESSAGE_BYTES) })).toThrow(/64 MiB/);
  });

  it('counts texts, lists, maps and sets too', () => {
    for (const large of [
      'x'.repeat(2000),
      Array(200).fill(0),
      new Map([['k', 'x'.repeat(2000)]]),
      new Set(['x'.repeat(2000)]),
    ]) {
      expect(() => prepareMessage(large, 1000)).toThrow(/1000 bytes|KiB/);
    }
  });

  it('ends on a circle', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => prepareMessage(circle)).toThrow(/nested/);
  });
});

it('describes sizes in round words', () => {
  expect([describeBytes(100), describeBytes(2048), describeBytes(MAX_MESSAGE_BYTES)]).toEqual([
    '100 bytes',
    '2 KiB',
    '64 MiB',
  ]);
});
