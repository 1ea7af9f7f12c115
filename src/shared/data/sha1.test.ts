import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha1, sha1Text } from './sha1';

const nodeSha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest('hex');

describe('sha1', () => {
  it('gives the digests of the standard (FIPS 180 examples)', () => {
    expect(sha1Text('abc')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d');
    expect(sha1Text('')).toBe('da39a3ee5e6b4b0d3255bfef95601890afd80709');
    expect(sha1Text('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe(
      '84983e441c3bd26ebaae4aa1f95129e5e54670f1',
    );
  });

  it('equals node:crypto at every length around the block borders', () => {
    for (let length = 0; length < 200; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
      expect(sha1(bytes)).toBe(nodeSha1(bytes));
    }
  });

  it('equals node:crypto on any bytes, views included', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1000 }), (bytes) => sha1(bytes) === nodeSha1(bytes)));
    const view = new Uint8Array(300).map((_, i) => i & 255).subarray(17, 250);
    expect(sha1(view)).toBe(nodeSha1(view));
  });

  it('hashes text as UTF-8', () => {
    expect(sha1Text('für 👂')).toBe(nodeSha1(Buffer.from('für 👂', 'utf8')));
  });
});
