// Clips into the project's trash and back, and files that are about to be written anew.
// Not emptying: nothing in the lab deletes a take.

import { copyFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { StoredClip } from './storedClip';
import { makeFolder } from './files';
import { TRASH_FOLDER, labelKey, timeStamp } from './layout';
import type { SpeechProject } from './speechProject';
import type { LibraryContext } from './registry';

/**
 * Finds clips by id.
 * @throws not-found naming the first that is not there
 */
export function findClips(project: SpeechProject, clipIds: readonly string[]): StoredClip[] {
  return [...new Set(clipIds)].map((clipId) => {
    const clip = project.find(clipId);
    if (clip) return clip;
    throw new LabError('not-found', `The project ${project.record.name} has no clip ${clipId}.`, { clipId });
  });
}

/** Finds clips in use; one in the trash counts as not there. */
export function findClipsInUse(project: SpeechProject, clipIds: readonly string[]): StoredClip[] {
  const clips = findClips(project, clipIds);
  const trashed = clips.find((clip) => clip.trashedAt !== null);
  if (!trashed) return clips;
  const message = `The clip ${trashed.id} of ${trashed.label} lies in the trash. Restore it first.`;
  throw new LabError('not-found', message, { clipId: trashed.id });
}

/** Keeps a file of the project as it is now, under its name with the time, before it is written anew. */
export async function copyToTrash(projectFolder: string, file: string, now: Date): Promise<void> {
  const { name, ext } = parse(file);
  const trash = join(projectFolder, TRASH_FOLDER);
  await makeFolder(trash);
  await copyFile(join(projectFolder, file), join(trash, `${name}-${timeStamp(now)}${ext}`));
}

/** Moves clips to the trash; those that are there already stay. */
export async function trashClips(
  { clock }: LibraryContext,
  project: SpeechProject,
  clipIds: readonly string[],
): Promise<void> {
  const clips = findClips(project, clipIds).filter((clip) => clip.trashedAt === null);
  const trashedAt = clock().toISOString();
  await project.change(clips.map((clip) => project.placed({ ...clip, trashedAt })));
}

/** Brings clips back, and the labels that are gone meanwhile. */
export async function restoreClips(
  { clock }: LibraryContext,
  project: SpeechProject,
  clipIds: readonly string[],
): Promise<void> {
  const clips = findClips(project, clipIds).filter((clip) => clip.trashedAt !== null);
  const labels = [...project.record.labels];
  const labelOf = (label: string): string => {
    const known = labels.find((other) => labelKey(other) === labelKey(label));
    if (known === undefined) labels.push(label);
    return known ?? label;
  };
  const restored = clips.map((clip) => ({ ...clip, trashedAt: null, label: labelOf(clip.label) }));
  if (labels.length > project.record.labels.length) {
    await project.setRecord({ labels, updatedAt: clock().toISOString() });
  }
  await project.change(restored.map((clip) => project.placed(clip)));
}
