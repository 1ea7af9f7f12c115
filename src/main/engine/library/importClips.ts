// Brings files into a project: each read, brought to the project's rate, told apart from what is there, written.
// Not the plan of what goes where: that is planImport's, each file comes with its target.

import { setImmediate } from 'node:timers/promises';
import type { CallOptions, ItemProgress } from '../../../shared/contract/call';
import type {
  BackgroundRecording,
  Clip,
  ImportFile,
  ImportResult,
  ImportTarget,
} from '../../../shared/contract/clips';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { baseName } from '../../../shared/data/fileNames';
import { validateLabel } from '../../../shared/data/labels';
import { findSameBackground, writeBackground } from './backgrounds';
import type { StoredClip } from './storedClip';
import { isSystemError } from './files';
import { openFile, prepareClipFile, store } from './intake';
import type { OpenedFile } from './intake';
import { labelKey, validateName } from './layout';
import type { NewClip, SpeechProject } from './speechProject';

/** Most bytes of files in one call. */
const MAX_IMPORT_BYTES = 32 * 1024 * 1024;
/** Clips written together: they share one append to the index. */
const GROUP = 64;

type ImportItem = ImportFile & { readonly target: ImportTarget };
type Skipped = ImportResult['skipped'][number];

export interface ImportSettings {
  readonly session: string;
  readonly source: StoredClip['source'];
  readonly now: Date;
}

/** What has come in so far. */
interface Progress {
  readonly stored: StoredClip[];
  readonly backgrounds: BackgroundRecording[];
  readonly skipped: Skipped[];
}

/** @throws too-large over {@link MAX_IMPORT_BYTES} */
export function requireImportSize(files: readonly ImportFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  if (bytes <= MAX_IMPORT_BYTES) return;
  const message = `Expected at most ${MAX_IMPORT_BYTES} bytes of files in one import, got ${bytes}. Send fewer at a time.`;
  throw new LabError('too-large', message, { expected: MAX_IMPORT_BYTES, got: bytes });
}

/**
 * Imports files; a file that cannot be taken is skipped with the reason. Labels that clips bring are made.
 * @throws aborted | disk-full | disk-denied; what was written until then stays
 */
export async function importFiles(
  project: SpeechProject,
  files: readonly ImportItem[],
  settings: ImportSettings,
  { signal, onProgress }: CallOptions<ItemProgress> = {},
): Promise<ImportResult> {
  const progress: Progress = { stored: [], backgrounds: [], skipped: [] };
  try {
    const breathe = createBreather();
    for (let start = 0; start < files.length; start += GROUP) {
      if (signal?.aborted)
        throw new LabError('aborted', `Stopped after ${start} of ${files.length} files; those are kept.`);
      const group = files.slice(start, start + GROUP);
      onProgress?.({ done: start, total: files.length, item: group[0].path });
      await importGroup(project, group, settings, progress, breathe);
    }
  } finally {
    if (progress.stored.length > 0) await addLabels(project, progress.stored, settings.now);
  }
  onProgress?.({ done: files.length, total: files.length });
  return {
    imported: withSplits(project, progress.stored),
    backgrounds: progress.backgrounds,
    skipped: progress.skipped,
  };
}

async function importGroup(
  project: SpeechProject,
  group: readonly ImportItem[],
  settings: ImportSettings,
  { stored, backgrounds, skipped }: Progress,
  breathe: () => Promise<void>,
): Promise<void> {
  const fresh = new Map<string, NewClip>();
  for (const item of group) {
    await breathe();
    try {
      const file = openFile(item.bytes, project.record.features.sampleRate);
      if (item.target.background) backgrounds.push(await importBackground(project, item, file));
      else {
        const clip = describeClip(project, item, file, settings, fresh);
        fresh.set(clip.clip.sha256, clip);
      }
    } catch (error) {
      skipped.push(describeSkip(item, error));
    }
  }
  stored.push(...(await project.add([...fresh.values()])));
}

/** Longest time, ms, in which an import lets nobody else have a turn. */
const LONGEST_TURN = 20;

/** Lets other calls have their turn when the last one was long ago: reading sound is work without waiting. */
function createBreather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_TURN) return;
    await setImmediate();
    last = performance.now();
  };
}

/** A file that is no good is skipped; a disk that is full ends the import. */
function describeSkip({ path }: ImportItem, error: unknown): Skipped {
  if (isSystemError(error)) throw error;
  const { code, message } = toLabErrorData(error);
  return { path, code: code === 'already-exists' ? 'duplicate' : code, message: `${path}: ${message}` };
}

function describeClip(
  project: SpeechProject,
  { path, target }: ImportItem,
  file: OpenedFile,
  { session, source, now }: ImportSettings,
  fresh: ReadonlyMap<string, NewClip>,
): NewClip {
  const label = existingLabel(project, validateLabel(target.label));
  const speaker = validateName(target.speaker, 'speaker');
  const { bytes, sha256, seconds, measures } = prepareClipFile(file);
  if (fresh.has(sha256) || project.hasSound(sha256)) {
    throw new LabError('already-exists', 'The same sound is already in the project.');
  }
  const clip = {
    ...{ label, speaker, session, source, listedSplit: target.listedSplit, device: null },
    ...{ sha256, seconds, trim: null, measures, createdAt: now.toISOString() },
  };
  return { clip, bytes, wantedName: baseName(path) };
}

async function importBackground(
  project: SpeechProject,
  { path }: ImportItem,
  file: OpenedFile,
): Promise<BackgroundRecording> {
  const sound = store(file.samples, file.sampleRate, file.clipped);
  const same = await findSameBackground(project.folder, sound);
  if (same !== null) throw new LabError('already-exists', `The same recording is already there (${same}).`);
  return writeBackground(project.folder, path, sound);
}

/** The project's own spelling of a label, where it has it. */
function existingLabel(project: SpeechProject, label: string): string {
  return project.record.labels.find((other) => labelKey(other) === labelKey(label)) ?? label;
}

async function addLabels(project: SpeechProject, stored: readonly StoredClip[], now: Date): Promise<void> {
  const labels = new Set(project.record.labels);
  for (const clip of stored) labels.add(clip.label);
  if (labels.size > project.record.labels.length) {
    await project.setRecord({ labels: [...labels], updatedAt: now.toISOString() });
  }
}

/** The clips as the project lists them now. */
export function withSplits(project: SpeechProject, stored: readonly { readonly id: string }[]): Clip[] {
  const wanted = new Set(stored.map((clip) => clip.id));
  return project.list().filter((clip) => wanted.has(clip.id));
}
