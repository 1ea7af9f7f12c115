// SHA-1 in plain TypeScript: Speech Commands' split is defined by it, and neither Node nor a page is assumed here.
// Not for secrets or signatures: SHA-1 is broken for those.

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** The message with its padding: a one bit, zeros, and the length in bits as 64 bits big-endian. */
function pad(bytes: Uint8Array): DataView {
  const blocks = Math.ceil((bytes.length + 9) / 64);
  const padded = new Uint8Array(blocks * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

/** FIPS 180-4, section 6.1.2, steps 1 to 4, for the block at `offset`; `words` is scratch of 80. */
function addBlock(state: Int32Array, view: DataView, offset: number, words: Int32Array): void {
  for (let t = 0; t < 16; t++) words[t] = view.getInt32(offset + 4 * t);
  for (let t = 16; t < 80; t++) {
    words[t] = rotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
  }
  let [a, b, c, d, e] = state;
  for (let t = 0; t < 80; t++) {
    let mixed: number;
    if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (rotateLeft(a, 5) + mixed + e + words[t]) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = next;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
}

/**
 * SHA-1 of bytes, as FIPS 180-4 defines it.
 * @param bytes any length below 2^50
 * @returns 40 lower-case hex digits
 */
export function sha1(bytes: Uint8Array): string {
  const view = pad(bytes);
  const state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Int32Array(80);
  for (let offset = 0; offset < view.byteLength; offset += 64) addBlock(state, view, offset, words);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/**
 * SHA-1 of a text's UTF-8 bytes.
 * @returns 40 lower-case hex digits
 */
export function sha1Text(text: string): string {
  return sha1(new TextEncoder().encode(text));
}
