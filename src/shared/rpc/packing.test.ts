// What comes out of the bytes of a frame, good or bad.
// Not the transport: that is webSocket.test.

import { describe, expect, it } from 'vitest';
import { UnreadableMessage } from './channel';
import { packMessage, unpackMessage } from './packing';

describe('packing', () => {
  it('gives plain Uint8Arrays with buffers of their own, never Buffers or views of the frame', () => {
    const { bytes } = unpackMessage(packMessage({ bytes: Buffer.from([1, 2, 3]) })) as { bytes: Uint8Array };
    expect(Object.getPrototypeOf(bytes)).toBe(Uint8Array.prototype);
    expect(bytes.buffer.byteLength).toBe(3);
  });

  it('does not let a frame reach a prototype', () => {
    const frame = packMessage({ a: 1 });
    const hostile = Uint8Array.from([0x81, 0xa9, ...new TextEncoder().encode('__proto__'), 0x81, 0xa5]);
    const message = unpackMessage(Uint8Array.from([...hostile, ...new TextEncoder().encode('admin'), 0xc3]));
    expect((message as { admin?: boolean }).admin).toBeUndefined();
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(unpackMessage(frame)).toEqual({ a: 1 });
  });

  it('survives every truncation and every flipped byte of a real message', () => {
    // A copy: what packs in Node is a Buffer, whose slices share its memory.
    const frame = Uint8Array.from(
      packMessage({
        type: 'call',
        id: 3,
        options: { samples: new Float32Array([1, 2]), label: 'ja', list: [1, null] },
      }),
    );
    for (let i = 0; i < frame.length; i++) {
      expect(unpackMessage(frame.slice(0, i))).toBeInstanceOf(UnreadableMessage);
      for (let bit = 0; bit < 8; bit++) {
        const flipped = frame.slice();
        flipped[i] ^= 1 << bit;
        unpackMessage(flipped);
      }
    }
    expect(unpackMessage(frame)).toMatchObject({ id: 3 });
  });
});
