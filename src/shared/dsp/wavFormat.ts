// What a file says about itself before its samples: RIFF chunks, sample format, where the data lie.
// Not the samples: wav.ts reads those.

import { LabError } from '../contract/errors';
import { isSampleRate, sampleRateLimits } from './rates';

/** How one sample is written. */
export type SampleKind =
  'unsigned8' | 'signed16' | 'signed24' | 'signed32' | 'float32' | 'float64' | 'aLaw' | 'muLaw';

/** Everything needed to read the samples of a wav file. */
export interface WavFormat {
  readonly kind: SampleKind;
  readonly channels: number;
  /** Hz */
  readonly sampleRate: number;
  /** Bits a sample carries, as the file says (20 in a 24-bit container is 20). */
  readonly bitDepth: number;
  /** Bytes from one sample of a channel to the next channel's. */
  readonly bytesPerSample: number;
  /** Where the first sample lies, bytes from the start. */
  readonly dataStart: number;
  /** Whole frames (one sample of each channel) that are really there. */
  readonly frames: number;
  /** The file promises more than it holds. */
  readonly truncated: boolean;
}

const MAX_CHANNELS = 64;

/** Data sizes from here on that the file does not hold: written by programs that could not know how much would come. */
const UNKNOWN_SIZE = 0x7fff0000;

const EXTENSIBLE = 0xfffe;
/** Codes of mmreg.h that are met in the wild and not read here. */
const compressed: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0010: 'OKI ADPCM',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM 6.10',
  0x0040: 'G.721 ADPCM',
  0x0050: 'MPEG',
  0x0055: 'MP3',
  0x0064: 'G.726 ADPCM',
  0x00ff: 'AAC',
  0x0161: 'Windows Media Audio',
  0x0162: 'Windows Media Audio Pro',
  0x1602: 'AAC',
  0x674f: 'Ogg Vorbis',
  0x6771: 'Ogg Vorbis',
  0xf1ac: 'FLAC',
};

/**
 * Reads the chunks of a wav file (RIFF, RF64), trusting no size in it.
 * @param bytes the whole file, or its beginning: at least up to the first sample
 * @param fileBytes length of the whole file, where `bytes` is only its beginning
 * @throws LabError bad-audio, naming what is wrong
 */
export function readWavFormat(bytes: Uint8Array, fileBytes: number = bytes.byteLength): WavFormat {
  requireWave(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { formatAt, formatSize, dataAt, dataSize } = findChunks(bytes, view);
  if (formatAt < 0) throw bad('no `fmt ` chunk before the samples, so nothing says how to read them');
  const format = readFormatChunk(view, formatAt, formatSize);
  if (dataAt < 0) throw bad('no `data` chunk: the file ends before the samples');
  const present = fileBytes - dataAt;
  const used = Math.min(dataSize, present);
  const frames = Math.floor(used / (format.bytesPerSample * format.channels));
  if (frames === 0) throw bad(dataSize === 0 ? 'no samples' : 'no whole sample: the file is truncated');
  const promised = dataSize > present && dataSize < UNKNOWN_SIZE;
  return { ...format, dataStart: dataAt, frames, truncated: promised };
}

type FormatChunk = Omit<WavFormat, 'dataStart' | 'frames' | 'truncated'>;

function readFormatChunk(view: DataView, at: number, size: number): FormatChunk {
  if (size < 16 || at + 16 > view.byteLength)
    throw bad(`a \`fmt \` chunk of ${size} bytes (at least 16 are needed)`);
  const extensible = view.getUint16(at, true) === EXTENSIBLE && size >= 40 && at + 40 <= view.byteLength;
  // The first two bytes of an extensible format's GUID are the code it stands for.
  const code = view.getUint16(extensible ? at + 24 : at, true);
  const channels = view.getUint16(at + 2, true);
  const sampleRate = view.getUint32(at + 4, true);
  const blockAlign = view.getUint16(at + 12, true);
  const bits = view.getUint16(at + 14, true);
  if (channels < 1 || channels > MAX_CHANNELS)
    throw bad(`${channels} channels (1 to ${MAX_CHANNELS} can be read)`);
  if (!isSampleRate(sampleRate)) {
    throw bad(`a sample rate of ${sampleRate} Hz (${sampleRateLimits.join(' to ')} Hz can be read)`);
  }
  // Some programs keep 24 bits in four bytes; otherwise blockAlign is not needed, and not trusted.
  const bytesPerSample = bits > 16 && bits < 32 && blockAlign === 4 * channels ? 4 : Math.ceil(bits / 8);
  return {
    kind: sampleKind(code, bits, bytesPerSample),
    channels,
    sampleRate,
    bitDepth: bits,
    bytesPerSample,
  };
}

function sampleKind(code: number, bits: number, bytes: number): SampleKind {
  if (code === 1) {
    const kinds: Readonly<Record<number, SampleKind>> = {
      1: 'unsigned8',
      2: 'signed16',
      3: 'signed24',
      4: 'signed32',
    };
    if (bytes in kinds) return kinds[bytes];
    throw bad(`${bits}-bit PCM (8, 16, 24 and 32 bits can be read)`);
  }
  if (code === 3) {
    if (bytes === 4 && bits === 32) return 'float32';
    if (bytes === 8 && bits === 64) return 'float64';
    throw bad(`${bits}-bit float (32 and 64 bits can be read)`);
  }
  if (code === 6 || code === 7) {
    if (bytes === 1 && bits === 8) return code === 6 ? 'aLaw' : 'muLaw';
    throw bad(`${bits}-bit ${code === 6 ? 'A-law' : 'mu-law'} (8 bits can be read)`);
  }
  const name = compressed[code] ?? 'an unknown format';
  throw bad(`compressed audio: ${name} (format code ${code}); export it as PCM, 16 bit`);
}

interface Chunks {
  formatAt: number;
  formatSize: number;
  dataAt: number;
  dataSize: number;
}

/** Walks the chunks until the samples; a damaged size ends the walk instead of leading astray. */
function findChunks(bytes: Uint8Array, view: DataView): Chunks {
  const found: Chunks = { formatAt: -1, formatSize: 0, dataAt: -1, dataSize: 0 };
  let wideDataSize = -1;
  let at = 12;
  while (at + 8 <= bytes.byteLength && found.dataAt < 0) {
    const id = tag(bytes, at);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (id === 'fmt ' && found.formatAt < 0) {
      found.formatAt = body;
      found.formatSize = size;
    } else if (id === 'ds64' && body + 16 <= bytes.byteLength) {
      wideDataSize = Number(view.getBigUint64(body + 8, true));
    } else if (id === 'data') {
      found.dataAt = body;
      found.dataSize = dataSizeOf(bytes, body, size, wideDataSize);
    }
    at = nextChunk(bytes, body + size, size);
  }
  return found;
}

/** Size of the samples: RF64 keeps it in `ds64`; 0 with something behind it that is no chunk is a broken-off recorder's. */
function dataSizeOf(bytes: Uint8Array, body: number, size: number, wideSize: number): number {
  if (size === 0xffffffff && wideSize > 0) return wideSize;
  if (size === 0 && body < bytes.byteLength && !isChunk(bytes, body)) return 0xffffffff;
  return size;
}

/** Chunks start at even offsets; some programs forget the padding byte. */
function nextChunk(bytes: Uint8Array, end: number, size: number): number {
  if (size % 2 === 0) return end;
  return isChunk(bytes, end) && !isChunk(bytes, end + 1) ? end : end + 1;
}

/** Whether four letters, digits, spaces or underscores stand here, as a chunk's name does. */
function isChunk(bytes: Uint8Array, at: number): boolean {
  return at + 8 <= bytes.byteLength && /^[A-Za-z0-9 _]{4}$/.test(tag(bytes, at));
}

function tag(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function requireWave(bytes: Uint8Array): void {
  if (bytes.byteLength === 0) throw bad('an empty file');
  const head = tag(bytes, 0);
  const form = tag(bytes, 8);
  if ((head === 'RIFF' || head === 'RF64') && form === 'WAVE') return;
  throw bad(
    otherFormat(bytes, head, form) ?? `${bytes.byteLength} bytes that do not start as a WAV file does`,
  );
}

/** Names files that often carry the wrong ending. */
function otherFormat(bytes: Uint8Array, head: string, form: string): string | null {
  if (head === 'RIFF')
    return bytes.byteLength < 12 ? `a WAV file cut off after ${bytes.byteLength} bytes` : `RIFF \`${form}\``;
  if (head === 'RIFX') return 'a big-endian WAV file (RIFX)';
  if (head === 'FORM') return 'an AIFF file';
  if (head === 'OggS') return 'an Ogg file';
  if (head === 'fLaC') return 'a FLAC file';
  if (head === 'caff') return 'a Core Audio file';
  if (tag(bytes, 4) === 'ftyp') return 'an MP4 or M4A file';
  if (head.startsWith('ID3') || (bytes[0] === 0xff && (bytes[1] & 0xe6) === 0xe2)) return 'an MP3 file';
  if (bytes[0] === 0xff && (bytes[1] & 0xf6) === 0xf0) return 'an AAC file';
  if (head === '\x1aE\xdf\xa3') return 'a WebM or Matroska file';
  return null;
}

function bad(got: string): LabError {
  return new LabError('bad-audio', `Expected a WAV file with PCM samples, got ${got}.`, { got });
}
