// Features computed elsewhere, kept for one configuration: appended to one file, found again by sound and trim.
// Not the truth: whatever is missing or damaged here is computed anew.
//
// cache/<hash>/features.bin is a row of records of one size: magic, CRC-32 of what follows it, key, matrix (float32,
// little-endian). Appending is one write, so that the engine and a training thread may both add; a record a killed
// process left half is skipped, because records are looked for by their magic.

import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Clip } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import type { FeatureConfig, Matrix } from '../../../shared/contract/features';
import { featureKey } from '../../../shared/dsp/featureConfig';
import { frameCount } from '../../../shared/dsp/framing';
import { isThere, makeFolder, writeJson } from './files';

/** Features by clip; see {@link featureCacheKey}. */
export interface FeatureCache {
  has(key: string): boolean;
  /** [frames, coefficients], not normalised; null where there is none or it is damaged. */
  get(key: string): Matrix | null;
  /** @throws feature-mismatch for another shape than the configuration's; the system's errors */
  put(key: string, mfcc: Matrix): Promise<void>;
  /** Like `put` for many, in one write. */
  putMany(items: readonly { readonly key: string; readonly mfcc: Matrix }[]): Promise<void>;
  /** Looks for what others have appended since. */
  refresh(): Promise<void>;
  /** Records in the cache. */
  readonly size: number;
  close(): Promise<void>;
}

const MAGIC = Buffer.from('MFCC');
const KEY_BYTES = 32;
const HEADER_BYTES = MAGIC.length + 4 + KEY_BYTES;
const CRC_AT = MAGIC.length;
const KEY_AT = CRC_AT + 4;

/**
 * What features of a clip depend on beside the configuration.
 * @returns the sound's hash and its trim, as a string
 */
export function featureCacheKey({ sha256, trim }: Pick<Clip, 'sha256' | 'trim'>): string {
  return trim === null ? sha256 : `${sha256}:${trim.start}-${trim.end}`;
}

/** Folder of a configuration's cache under the folder of all caches. */
export function featureCacheFolder(folder: string, config: FeatureConfig): string {
  return join(folder, createHash('sha256').update(featureKey(config)).digest('hex').slice(0, 16));
}

/**
 * Opens, or begins, the cache of one configuration.
 * @param folder of all caches of a project
 */
export async function openFeatureCache(folder: string, config: FeatureConfig): Promise<FeatureCache> {
  const place = featureCacheFolder(folder, config);
  await makeFolder(place);
  const described = join(place, 'config.json');
  if (!(await isThere(described))) await writeJson(described, config);
  const file = await open(join(place, 'features.bin'), 'a+');
  const cache = createCache(file, frameCount(config), config.coefficients);
  await cache.refresh();
  return cache;
}

function createCache(file: FileHandle, rows: number, cols: number): FeatureCache {
  const recordBytes = HEADER_BYTES + rows * cols * 4;
  const offsets = new Map<string, number>();
  let end = 0;
  let closed = false;

  const refresh = async (): Promise<void> => {
    if (closed) return;
    const { size } = await file.stat();
    end = scanRecords(file.fd, end, size, recordBytes, (key, offset) => offsets.set(key, offset));
  };
  const putMany: FeatureCache['putMany'] = async (items) => {
    if (items.length === 0) return;
    await file.appendFile(Buffer.concat(items.map(({ key, mfcc }) => formatRecord(key, mfcc, rows, cols))));
    await refresh();
  };
  return {
    has: (key) => offsets.has(digest(key)),
    get(key) {
      const offset = offsets.get(digest(key));
      if (offset === undefined || closed) return null;
      const data = readRecord(file.fd, offset, recordBytes);
      if (data === null) offsets.delete(digest(key));
      return data && { data, rows, cols };
    },
    put: (key, mfcc) => putMany([{ key, mfcc }]),
    putMany,
    refresh,
    get size() {
      return offsets.size;
    },
    async close() {
      if (closed) return;
      closed = true;
      await file.close();
    },
  };
}

/** 32 bytes as a string of as many characters. */
function digest(key: string): string {
  return createHash('sha256').update(key).digest('binary');
}

function formatRecord(
  key: string,
  { data, rows, cols }: Matrix,
  wantedRows: number,
  wantedCols: number,
): Buffer {
  if (rows !== wantedRows || cols !== wantedCols || data.length !== rows * cols) {
    const expected = `${wantedRows} frames of ${wantedCols} coefficients`;
    const message = `Expected features of ${expected}, got ${rows} of ${cols} (${data.length} numbers). Compute them anew.`;
    throw new LabError('feature-mismatch', message, {
      expected: [wantedRows, wantedCols],
      got: [rows, cols],
    });
  }
  const record = Buffer.alloc(HEADER_BYTES + data.byteLength);
  MAGIC.copy(record);
  record.write(digest(key), KEY_AT, 'latin1');
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).copy(record, HEADER_BYTES);
  record.writeUInt32LE(crc32(record.subarray(KEY_AT)), CRC_AT);
  return record;
}

function readRecord(fd: number, offset: number, recordBytes: number): Float32Array | null {
  const record = Buffer.from(new ArrayBuffer(recordBytes));
  if (readSync(fd, record, 0, recordBytes, offset) < recordBytes) return null;
  if (crc32(record.subarray(KEY_AT)) !== record.readUInt32LE(CRC_AT)) return null;
  return new Float32Array(record.buffer.slice(HEADER_BYTES));
}

/**
 * Finds whole records from an offset on, reading their heads only. A record that is not followed by another one or
 * by the end of the file is checked: it may be half a record with the next one's bytes.
 * @returns where to look on when the file has grown: behind the last whole record
 */
function scanRecords(
  fd: number,
  start: number,
  size: number,
  recordBytes: number,
  found: FoundRecord,
): number {
  const head = Buffer.alloc(HEADER_BYTES);
  const isRecord = (at: number): boolean => {
    if (at + recordBytes > size) return false;
    readSync(fd, head, 0, HEADER_BYTES, at);
    return head.subarray(0, MAGIC.length).equals(MAGIC);
  };
  let end = start;
  for (let at = start; at + recordBytes <= size;) {
    if (!isRecord(at)) {
      at = findMagic(fd, at + 1, size);
      continue;
    }
    const key = head.toString('latin1', KEY_AT);
    const next = at + recordBytes;
    const sound = next === size || isRecord(next) || readRecord(fd, at, recordBytes) !== null;
    if (sound) found(key, at);
    at = sound ? next : findMagic(fd, at + 1, size);
    if (sound) end = next;
  }
  return end;
}

type FoundRecord = (key: string, offset: number) => void;

/** The next place where a record may begin, or `size`. */
function findMagic(fd: number, start: number, size: number): number {
  const block = Buffer.alloc(1 << 16);
  for (let at = start; at < size; at += block.length - MAGIC.length) {
    const length = readSync(fd, block, 0, block.length, at);
    const index = block.subarray(0, length).indexOf(MAGIC);
    if (index >= 0) return at + index;
  }
  return size;
}
