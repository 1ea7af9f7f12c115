// Makes index and wav files agree when a project is opened: finishes what a killed process began, takes in files
// the index does not know, drops lines whose file is gone, and says what it did.
// Not a check of every sound: files whose size and time are as the index says are taken as they are.

import { lstatSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { adoptFiles, createIds } from './adoption';
import type { AdoptionContext } from './adoption';
import { readClipLog } from './clipLog';
import type { ClipLogContent, LoggedClip, StoredClip } from './clipLog';
import { isMissing, moveFile, removeQuietly } from './files';
import { CLIPS_FOLDER, CLIP_LOG, INCOMING_FOLDER, TRASHED_CLIPS_FOLDER } from './layout';
import { describeRecovery } from './recoveryNotices';
import { listClipFiles } from './scan';
import { copyToTrash } from './trash';

/** What was found out while opening. */
export interface Recovery {
  /** All clips, in the order they came, those in the trash included. */
  readonly clips: readonly StoredClip[];
  readonly notices: readonly string[];
  /** The index on disk must be written anew to say the same as `clips`. */
  readonly stale: boolean;
  /** Whole lines in the index on disk. */
  readonly lines: number;
}

/**
 * Opens the clips of a project.
 * @param folder of the project
 * @param labels of the project, to know whose folder is whose
 */
export async function recoverClips(folder: string, labels: readonly string[], now: Date): Promise<Recovery> {
  const log = await readClipLog(join(folder, CLIP_LOG));
  const present = new Set([
    ...(await listClipFiles(folder, CLIPS_FOLDER)),
    ...(await listClipFiles(folder, TRASHED_CLIPS_FOLDER)),
  ]);
  const unfinished = await finishMoves(folder, log, present);
  const { kept, dropped } = sortOut(log, present);
  const { current, changed } = await findChanged(folder, kept);
  const known = new Set(current.map((clip) => clip.file));
  const unknown = [...present].filter((file) => !known.has(file));
  const lost = [...dropped, ...changed];
  const context: AdoptionContext = { folder, labels, now, lost, ids: createIds([...current, ...lost]) };
  const { adopted, unreadable } = await adoptFiles(unknown, context);
  const back = new Set(adopted.map((clip) => clip.id));
  const gone = dropped.filter((clip) => !back.has(clip.id));
  const stale = log.torn || log.damaged > 0 || gone.length > 0 || adopted.length > 0 || changed.length > 0;
  if (gone.length > 0 || log.damaged > 0) await copyToTrash(folder, CLIP_LOG, now);
  const notices = describeRecovery({ log, unfinished, gone, changed, adopted, unreadable });
  return { clips: inOrder(log, [...current, ...adopted]), notices, stale, lines: log.lines };
}

/**
 * Finishes what lines promise but the files do not show yet: takes still in incoming/, files still under a former
 * name. Adds the moved files to `present` and takes their old names from it.
 * @returns how many takes in incoming/ have no line: they were being saved and never reported safe
 */
async function finishMoves(folder: string, log: ClipLogContent, present: Set<string>): Promise<number> {
  const incoming = new Set(await listIncoming(folder));
  for (const [id, logged] of log.clips) {
    if (present.has(logged.clip.file)) continue;
    const waiting = `${id}.wav`;
    if (incoming.has(waiting)) {
      await moveFile(join(folder, INCOMING_FOLDER, waiting), join(folder, logged.clip.file));
      incoming.delete(waiting);
    } else {
      const former = findFormer(log, logged, present);
      if (former === undefined) continue;
      await moveFile(join(folder, former), join(folder, logged.clip.file));
      present.delete(former);
    }
    present.add(logged.clip.file);
  }
  for (const name of incoming) await removeQuietly(join(folder, INCOMING_FOLDER, name));
  return [...incoming].filter((name) => name.endsWith('.wav')).length;
}

async function listIncoming(folder: string): Promise<string[]> {
  try {
    return await readdir(join(folder, INCOMING_FOLDER));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** A file the clip had before, unless it is another clip's by now. */
function findFormer(
  log: ClipLogContent,
  { formerFiles }: LoggedClip,
  present: ReadonlySet<string>,
): string | undefined {
  const candidates = formerFiles.filter((file) => present.has(file));
  if (candidates.length === 0) return undefined;
  const owned = new Set(Array.from(log.clips.values(), ({ clip }) => clip.file));
  return candidates.find((file) => !owned.has(file));
}

/** Clips whose file is there, each file for one clip, and clips whose file is gone. */
function sortOut(log: ClipLogContent, present: ReadonlySet<string>) {
  const kept: StoredClip[] = [];
  const dropped: StoredClip[] = [];
  const taken = new Set<string>();
  for (const { clip } of log.clips.values()) {
    const isKept = present.has(clip.file) && !taken.has(clip.file);
    (isKept ? kept : dropped).push(clip);
    if (isKept) taken.add(clip.file);
  }
  return { kept, dropped };
}

/** Clips at a time between two breaths: other projects are served meanwhile. */
const BATCH = 1000;

/** Tells clips whose file is another than when it was hashed; their files are then taken in like unknown ones. */
async function findChanged(folder: string, clips: readonly StoredClip[]) {
  const current: StoredClip[] = [];
  const changed: StoredClip[] = [];
  for (let i = 0; i < clips.length; i++) {
    if (i % BATCH === BATCH - 1) await new Promise((resolve) => setImmediate(resolve));
    const found = lstatSync(join(folder, clips[i].file), { throwIfNoEntry: false });
    const same = found?.size === clips[i].fileBytes && found.mtimeMs === clips[i].fileTime;
    (same ? current : changed).push(clips[i]);
  }
  return { current, changed };
}

/** Known clips in the index's order, then the others. */
function inOrder(log: ClipLogContent, clips: readonly StoredClip[]): StoredClip[] {
  const position = new Map(Array.from(log.clips.keys(), (id, i) => [id, i]));
  const place = (clip: StoredClip): number => position.get(clip.id) ?? Infinity;
  return clips.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
