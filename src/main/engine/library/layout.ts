// Where things lie in a library, and the checks that keep names from outside within it.
// Not what the files hold.

import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import { validateLabel } from '../../../shared/data/labels';

/** Folders and files of a project; see SPEC.md. */
export const PROJECT_FILE = 'project.json';
export const CLIP_LOG = 'clips.jsonl';
export const CLIPS_FOLDER = 'clips';
export const TRASH_FOLDER = 'trash';
export const TRASHED_CLIPS_FOLDER = 'trash/clips';
export const TUNE_LOG = 'tunes.jsonl';
export const SCORES_FOLDER = 'scores';
export const TRASHED_SCORES_FOLDER = 'trash/scores';
export const INCOMING_FOLDER = 'incoming';
export const BACKGROUND_RECORDINGS_FOLDER = 'background';
export const RUNS_FOLDER = 'runs';
export const CACHE_FOLDER = 'cache';

/** Longest project id. */
export const MAX_ID_LENGTH = 60;

const PROJECT_ID = /^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$/;
const RUN_ID = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}[A-Za-z0-9])?$/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** Where the projects of a library stand. */
export function projectsFolder(home: string): string {
  return join(home, 'projects');
}

/** Where whole projects go when they are removed. */
export function libraryTrash(home: string): string {
  return join(home, 'trash');
}

/** Where projects are built before they get their name. */
export function buildingFolder(home: string): string {
  return join(home, 'building');
}

/** True for names that can be a project's folder: lower case letters, digits and dashes. */
export function isProjectId(id: unknown): id is string {
  return typeof id === 'string' && PROJECT_ID.test(id) && !WINDOWS_DEVICE.test(id);
}

/**
 * The folder of a project.
 * @throws invalid-argument for anything but a plain folder name, so that no id leads out of the library
 */
export function projectFolder(home: string, projectId: string): string {
  if (!isProjectId(projectId)) {
    const expected = 'lower case letters, digits and dashes';
    const message = `projectId: expected ${expected}, got ${JSON.stringify(projectId)?.slice(0, 80)}.`;
    throw new LabError('invalid-argument', message, { path: 'projectId', expected });
  }
  return join(projectsFolder(home), projectId);
}

/** True for names that can be a run's folder. */
export function isRunId(id: unknown): id is string {
  return typeof id === 'string' && RUN_ID.test(id) && !WINDOWS_DEVICE.test(id.toLowerCase());
}

/** @throws invalid-argument for anything but a plain folder name */
export function checkRunId(runId: string): string {
  if (!isRunId(runId)) {
    const message = `runId: expected letters, digits, dashes and underscores, got ${JSON.stringify(runId)?.slice(0, 80)}.`;
    throw new LabError('invalid-argument', message, { path: 'runId' });
  }
  return runId;
}

/**
 * The folder name a project of this name would like to have.
 * @returns lower case ASCII letters, digits and dashes, 1 to 40 characters; `project` where nothing is left
 */
export function slugOf(name: string): string {
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const slug = ascii
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  if (slug === '') return 'project';
  return WINDOWS_DEVICE.test(slug) ? `${slug}-project` : slug;
}

/** True for a clip's path as the index may hold it: a wav file two folders deep, nothing hidden, nothing upwards. */
export function isClipFile(file: string): boolean {
  const inTrash = file.startsWith(`${TRASHED_CLIPS_FOLDER}/`);
  const parts = (inTrash ? file.slice(TRASH_FOLDER.length + 1) : file).split('/');
  const [folder, label, name] = parts;
  if (parts.length !== 3 || folder !== CLIPS_FOLDER) return false;
  return isPlainName(label) && isPlainName(name) && isWavName(name);
}

/** True for a tune's path as the index may hold it: a MIDI or ABC file right under scores/ or trash/scores/. */
export function isScoreFile(file: string): boolean {
  const root = [SCORES_FOLDER, TRASHED_SCORES_FOLDER].find((folder) => file.startsWith(`${folder}/`));
  const name = root === undefined ? '' : file.slice(root.length + 1);
  return isPlainName(name) && isScoreName(name);
}

/** True for names of MIDI and ABC files, by their ending only. */
export function isScoreName(name: string): boolean {
  return /\.(?:midi?|abc)$/i.test(name);
}

/** True for a name that is one visible path part on every system. */
export function isPlainName(name: string): boolean {
  return name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name);
}

/** True for names of wav files, by their ending only. */
export function isWavName(name: string): boolean {
  return /\.wave?$/i.test(name);
}

/** A time as part of a file name: `2026-03-01t10-00-00-000z`. */
export function timeStamp(time: Date): string {
  return time.toISOString().replace(/[:.]/g, '-').toLowerCase();
}

/** Longest name of a project, speaker, session or recording, in characters. */
export const MAX_NAME_LENGTH = 200;

/**
 * Checks a name that a person typed: trimmed, NFC, 1 to 200 characters, none of control.
 * @param what its field, for the message
 * @throws invalid-argument
 */
export function validateName(name: string, what: string): string {
  const clean = typeof name === 'string' ? name.trim().normalize('NFC') : '';
  const length = [...clean].length;
  if (length < 1 || length > MAX_NAME_LENGTH || /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(clean)) {
    const message = `${what}: expected 1 to ${MAX_NAME_LENGTH} characters without line breaks, got ${length}. Type another one.`;
    throw new LabError('invalid-argument', message, { path: what, got: String(name).slice(0, 80) });
  }
  return clean;
}

/** How labels are compared: two that differ only in case are one word, and one folder on many disks. */
export function labelKey(label: string): string {
  return label.trim().normalize('NFC').toLowerCase();
}

/**
 * Checks labels for a project: each valid, none twice.
 * @returns them in their one spelling
 * @throws invalid-argument | already-exists
 */
export function validateLabels(labels: readonly string[]): string[] {
  const keys = new Set<string>();
  return labels.map((given) => {
    const label = validateLabel(given);
    if (keys.has(labelKey(label))) {
      throw new LabError('already-exists', `The label ${label} is named twice. Name each label once.`, {
        label,
      });
    }
    keys.add(labelKey(label));
    return label;
  });
}
