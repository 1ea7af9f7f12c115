// Background recordings: long wav files under background/, without an index of their own.
// Not clips: they have no label, no trim and no split.

import { open, readFile, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { BackgroundRecording } from '../../../shared/contract/clips';
import { baseName } from '../../../shared/data/fileNames';
import { safeFileName } from '../../../shared/data/labels';
import { decodeWav } from '../../../shared/dsp/wav';
import { TEMPORARY_ENDING, moveFile, removeQuietly, writeFileDurable } from './files';
import { sha256 } from './intake';
import type { PreparedSound } from './intake';
import { BACKGROUND_RECORDINGS_FOLDER, INCOMING_FOLDER } from './layout';
import { listBackgroundFiles } from './scan';

/** All recordings, by name; files that are not sound are left out. */
export async function listBackgrounds(projectFolder: string): Promise<BackgroundRecording[]> {
  const recordings: BackgroundRecording[] = [];
  for (const file of await listBackgroundFiles(projectFolder)) {
    const seconds = await wavSeconds(join(projectFolder, file)).catch(() => null);
    if (seconds !== null) recordings.push({ file, seconds });
  }
  return recordings;
}

/** Bytes of a header as this lab writes it, and where its numbers stand. */
const HEADER = { bytes: 44, formatAt: 20, rateAt: 24, blockAt: 32, dataTagAt: 36, dataSizeAt: 40 } as const;
const PCM = 1;

/** Length of a wav file: from the header when it is the lab's own, so that minutes of sound are not read for a list. */
async function wavSeconds(path: string): Promise<number> {
  const header = Buffer.alloc(HEADER.bytes);
  const file = await open(path, 'r');
  try {
    await file.read(header, 0, HEADER.bytes, 0);
    const data = header.readUInt32LE(HEADER.dataSizeAt);
    const tag = header.toString('latin1', HEADER.dataTagAt, HEADER.dataSizeAt);
    const seconds = data / header.readUInt16LE(HEADER.blockAt) / header.readUInt32LE(HEADER.rateAt);
    const plain = tag === 'data' && header.readUInt16LE(HEADER.formatAt) === PCM && Number.isFinite(seconds);
    if (plain && (await file.stat()).size === HEADER.bytes + data) return seconds;
  } finally {
    await file.close();
  }
  const { samples, sampleRate } = decodeWav(await readFile(path));
  return samples.length / sampleRate;
}

/** The recording with exactly this content, null where there is none: only files of its size are read. */
export async function findSameBackground(
  projectFolder: string,
  sound: PreparedSound,
): Promise<string | null> {
  for (const file of await listBackgroundFiles(projectFolder)) {
    const path = join(projectFolder, file);
    if ((await stat(path)).size !== sound.bytes.byteLength) continue;
    if (sha256(await readFile(path)) === sound.sha256) return file;
  }
  return null;
}

/**
 * Writes a recording under a free name.
 * @param name as the person or the file calls it; the ending is not kept
 */
export async function writeBackground(
  projectFolder: string,
  name: string,
  sound: PreparedSound,
): Promise<BackgroundRecording> {
  const file = await freeFile(projectFolder, name);
  const temporary = join(projectFolder, INCOMING_FOLDER, `${randomUUID()}${TEMPORARY_ENDING}`);
  try {
    await writeFileDurable(temporary, sound.bytes);
    await moveFile(temporary, join(projectFolder, file));
  } catch (error) {
    await removeQuietly(temporary);
    throw error;
  }
  return { file, seconds: sound.seconds };
}

async function freeFile(projectFolder: string, name: string): Promise<string> {
  const stem = safeFileName(baseName(name).replace(/\.wave?$/i, ''));
  const taken = new Set(
    (await listBackgroundFiles(projectFolder)).map((file) => baseName(file).toLowerCase()),
  );
  let free = `${stem}.wav`;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem}-${n}.wav`;
  return `${BACKGROUND_RECORDINGS_FOLDER}/${free}`;
}
