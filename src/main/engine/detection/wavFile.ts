// A wav file read in parts, so that an hour of it never stands in memory.
// Not the reading of samples: src/shared/dsp knows the formats.

import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { LabError } from '../../../shared/contract/errors';
import { createWavReader } from '../../../shared/dsp/wav';
import { readWavFormat } from '../../../shared/dsp/wavFormat';
import type { WavFormat } from '../../../shared/dsp/wavFormat';

/** Bytes that hold everything before the samples of almost any file. */
const HEAD_BYTES = 1 << 20;
/** Frames of one part: about four seconds at 16 kHz. */
const PART_FRAMES = 1 << 16;

export interface WavFile {
  /** Hz, the file's own. */
  readonly sampleRate: number;
  readonly seconds: number;
  /** Fewer samples than the file promised. */
  readonly truncated: boolean;
  /** Mono samples in [-1, 1], from the start to the end. @throws bad-audio for samples that are not finite */
  parts(): AsyncGenerator<Float32Array, void, undefined>;
  close(): Promise<void>;
}

/**
 * Opens a wav file.
 * @throws bad-audio, naming what is wrong; the system's error where it cannot be read
 */
export async function openWavFile(path: string): Promise<WavFile> {
  const file = await open(path, 'r');
  try {
    const format = await readFormat(file);
    return {
      sampleRate: format.sampleRate,
      seconds: format.frames / format.sampleRate,
      truncated: format.truncated,
      parts: () => readParts(file, format),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readFormat(file: FileHandle): Promise<WavFormat> {
  const stats = await file.stat();
  if (!stats.isFile()) throw new LabError('bad-audio', 'Expected a WAV file, got a folder or a device.');
  const head = await readAt(file, 0, Math.min(stats.size, HEAD_BYTES));
  try {
    return readWavFormat(head, stats.size);
  } catch (error) {
    // Long texts or pictures before the samples: read on to where they start.
    if (stats.size <= HEAD_BYTES || !startsAsWave(head)) throw error;
    return readWavFormat(await readAt(file, 0, stats.size), stats.size);
  }
}

function startsAsWave(head: Uint8Array): boolean {
  return String.fromCharCode(...head.subarray(8, 12)) === 'WAVE';
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  return bytes.subarray(0, bytesRead);
}

async function* readParts(
  file: FileHandle,
  format: WavFormat,
): AsyncGenerator<Float32Array, void, undefined> {
  const frameBytes = format.bytesPerSample * format.channels;
  for (let frame = 0; frame < format.frames; frame += PART_FRAMES) {
    const wanted = Math.min(PART_FRAMES, format.frames - frame);
    const bytes = await readAt(file, format.dataStart + frame * frameBytes, wanted * frameBytes);
    const whole = Math.floor(bytes.length / frameBytes);
    if (whole > 0) yield createWavReader(bytes, { ...format, dataStart: 0 })(0, whole);
    if (whole < wanted) return; // shortened while it was read
  }
}
