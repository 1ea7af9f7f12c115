// A dataset that lies in a folder of wav files, as the command line takes it: read in place, nothing written.
// Not a project: no index, no trims, no cache.

import { readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { MAX_CLIP_SECONDS } from '../../../shared/contract/clips';
import type { ImportTarget } from '../../../shared/contract/clips';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { FeatureConfig } from '../../../shared/contract/features';
import { planImport } from '../../../shared/data/planImport';
import type { IgnoredFile } from '../../../shared/data/planImport';
import { assignSplits } from '../../../shared/data/splits';
import { readWavFormat } from '../../../shared/dsp/wavFormat';
import type { Dataset, DatasetClip } from '../dataset';
import { isMissing } from './files';
import { sha256 } from './intake';
import { CLIPS_FOLDER, PROJECT_FILE, isWavName } from './layout';
import { mapLimited } from './queue';
import { readSplitLists, walkFiles } from './walk';

export interface DatasetFolderOptions {
  /** Default: {@link defaultFeatureConfig}. */
  readonly features?: FeatureConfig;
  /** Only clips of these labels; every one must be there. Default: all. */
  readonly labels?: readonly string[];
  /** Fewest labels with clips. Default 2; evaluating and measuring take 1. */
  readonly minimumLabels?: number;
}

/** A dataset and what of the folder is not in it. */
export interface DatasetFolder extends Dataset {
  /** Files left out, by path under the folder, each with the reason. List files and other kinds of file are not named. */
  readonly ignored: readonly IgnoredFile[];
  /** Ids of clips that hold no sound: every sample is the same. They are in the dataset all the same. */
  readonly silent: readonly string[];
}

/**
 * Opens a folder of sounds: a folder per label, list files or the hash of the speaker for the split, Speech
 * Commands' and Free Spoken Digit's names, `_background_noise_` as backgrounds.
 * @param path of the folder
 * @returns the dataset; clip ids are paths under the folder
 * @throws not-found when there is no such folder; bad-data when it holds no sound, too few labels, or not the labels
 *   asked for
 */
export async function openDatasetFolder(
  path: string,
  options: DatasetFolderOptions = {},
): Promise<DatasetFolder> {
  const { features = defaultFeatureConfig, labels, minimumLabels = 2 } = options;
  const folder = resolve(path);
  const paths = await listFiles(folder);
  const { targets, ignored } = planImport(paths, await readSplitLists(folder, paths));
  const wanted = labels && new Set(labels);
  const clipTargets = [...targets].filter(
    ([, target]) => !target.background && (!wanted || wanted.has(target.label)),
  );
  const { clips, unreadable, silent } = await readClips(folder, clipTargets);
  requireClips(folder, paths, clips, unreadable);
  requireLabels(folder, clips, labels, minimumLabels);
  const backgrounds = [...targets]
    .filter(([, target]) => target.background)
    .map(([file]) => join(folder, file));
  const left = ignored.filter((file) => isWavName(file.path));
  return {
    name: basename(folder),
    clips,
    backgrounds,
    features,
    cacheFolder: null,
    ignored: [...left, ...unreadable],
    silent,
  };
}

async function listFiles(folder: string): Promise<string[]> {
  const found = await stat(folder).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new LabError(
      'not-found',
      `There is no folder ${folder}. Expected a folder with one folder of wav files per label.`,
      {
        path: folder,
      },
    );
  });
  if (!found.isDirectory()) {
    const message = `${folder} is a file. Expected a folder with one folder of wav files per label.`;
    throw new LabError('not-found', message, { path: folder });
  }
  const paths = await walkFiles(folder);
  if (paths.includes(PROJECT_FILE) && paths.some((file) => file.startsWith(`${CLIPS_FOLDER}/`))) {
    const message = `${folder} is a project of the lab. Name its folder of clips: ${join(folder, CLIPS_FOLDER)}.`;
    throw new LabError('bad-data', message, { path: folder });
  }
  return paths;
}

/** Files read at a time: enough to keep a disk busy while hashes are computed. */
const READERS = 8;

async function readClips(folder: string, targets: readonly (readonly [string, ImportTarget])[]) {
  const unreadable: IgnoredFile[] = [];
  const silent: string[] = [];
  const read = await mapLimited(targets, READERS, async ([file]) => {
    try {
      const { hash, isSilent } = await readClip(join(folder, file));
      if (isSilent) silent.push(file);
      return hash;
    } catch (error) {
      unreadable.push({ path: file, reason: toLabErrorData(error).message });
      return null;
    }
  });
  const present = targets.flatMap(([file, target], i) => {
    const hash = read[i];
    return hash === null ? [] : [{ file, target, hash }];
  });
  const splitOf = assignSplits(present.map(({ file, target }) => ({ id: file, ...target })));
  const clips = present.map(({ file, target, hash }): DatasetClip => {
    const { label, speaker } = target;
    return {
      id: file,
      label,
      speaker,
      split: splitOf.get(file)!,
      path: join(folder, file),
      trim: null,
      sha256: hash,
    };
  });
  return { clips, unreadable, silent: silent.sort() };
}

/** The hash of a file that is a whole clip, and whether there is anything to hear. @throws bad-audio | too-large */
async function readClip(path: string): Promise<{ hash: string; isSilent: boolean }> {
  const bytes = await readFile(path);
  const { frames, sampleRate, truncated, dataStart, bytesPerSample, channels } = readWavFormat(bytes);
  const seconds = frames / sampleRate;
  if (truncated)
    throw new LabError('bad-audio', `The file is cut off after ${seconds.toFixed(2)} seconds. Copy it anew.`);
  if (seconds > MAX_CLIP_SECONDS) {
    const message = `It is ${seconds.toFixed(1)} seconds long; a clip has at most ${MAX_CLIP_SECONDS}. Cut it into single words.`;
    throw new LabError('too-large', message);
  }
  const samples = bytes.subarray(dataStart, dataStart + frames * channels * bytesPerSample);
  return { hash: sha256(bytes), isSilent: isConstant(samples, bytesPerSample) };
}

/** Whether all samples are one value, whatever their format: what a muted microphone leaves. */
function isConstant(samples: Uint8Array, bytesPerSample: number): boolean {
  for (let i = bytesPerSample; i < samples.length; i++)
    if (samples[i] !== samples[i - bytesPerSample]) return false;
  return true;
}

function requireClips(
  folder: string,
  paths: readonly string[],
  clips: readonly DatasetClip[],
  unreadable: readonly IgnoredFile[],
): void {
  if (clips.length > 0) return;
  const [example] = unreadable;
  const sounds = paths.filter(isWavName).length;
  const what = example
    ? `none of its ${sounds} wav files can be used, e.g. ${example.path}: ${example.reason}`
    : sounds === 0
      ? `none of the ${paths.length} files in it is a .wav file.`
      : `it holds ${sounds} .wav files, none in the folder of a label that is asked for.`;
  const message = `No clips in ${folder}: ${what} Expected <label>/<speaker>_nohash_<n>.wav.`;
  throw new LabError('bad-data', message, { path: folder });
}

function requireLabels(
  folder: string,
  clips: readonly DatasetClip[],
  wanted: readonly string[] | undefined,
  minimum: number,
): void {
  const present = new Set(clips.map((clip) => clip.label));
  const missing = (wanted ?? []).filter((label) => !present.has(label));
  if (missing.length > 0) {
    const message = `${folder} has no clips of ${missing.join(', ')}. Name labels that are folders in it.`;
    throw new LabError('bad-data', message, { path: folder, missing });
  }
  if (present.size >= minimum) return;
  const message = `Expected at least ${minimum} labels in ${folder}, got ${present.size}: ${[...present].join(', ')}. Add a folder of another word.`;
  throw new LabError('bad-data', message, { path: folder, labels: [...present] });
}
