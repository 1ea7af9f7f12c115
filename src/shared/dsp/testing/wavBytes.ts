// Wav files written byte by byte, right and wrong ones, for tests.
// Not encodeWav: nothing here checks anything.

/** Bytes of a text. */
export const ascii = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0));
/** Two bytes, little-endian. */
export const u16 = (value: number) => [value & 255, (value >>> 8) & 255];
/** Four bytes, little-endian. */
export const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** What a `fmt ` chunk says; 16-bit PCM, mono, 16 kHz where nothing else is asked for. */
export interface Format {
  code?: number;
  channels?: number;
  rate?: number;
  bits?: number;
  blockAlign?: number;
  extra?: number[];
}

export function formatChunk({
  code = 1,
  channels = 1,
  rate = 16000,
  bits = 16,
  blockAlign,
  extra = [],
}: Format = {}): number[] {
  const align = blockAlign ?? (channels * bits) / 8;
  const body = [
    ...u16(code),
    ...u16(channels),
    ...u32(rate),
    ...u32(rate * align),
    ...u16(align),
    ...u16(bits),
    ...extra,
  ];
  return [...ascii('fmt '), ...u32(body.length), ...body];
}

/** A `data` chunk, which may claim another size than it has. */
export const dataChunk = (bytes: number[], claim = bytes.length) => [
  ...ascii('data'),
  ...u32(claim),
  ...bytes,
];

/** A RIFF file of these chunks. */
export function wav(...chunks: number[][]): Uint8Array {
  const body = chunks.flat();
  return new Uint8Array([...ascii('RIFF'), ...u32(body.length + 4), ...ascii('WAVE'), ...body]);
}

/** The bytes of typed numbers as a little-endian machine lays them. */
export const bytesOf = (numbers: ArrayBufferView) => [
  ...new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength),
];
