// Where each file of a folder goes that a person brings: label, speaker, listed split, background or left out.
// Not a reader: it sees names only. What a file really holds is found out when it is imported.

import type { ImportTarget, Split } from '../contract/clips';
import { LabError } from '../contract/errors';
import { BACKGROUND_FOLDER, SILENCE_LABEL } from '../contract/projects';
import { baseName, speakerOf, spokenDigitOf } from './fileNames';
import { validateLabel } from './labels';

/** The texts of validation_list.txt and testing_list.txt, null where there is none. */
export interface SplitLists {
  readonly validation: string | null;
  readonly testing: string | null;
}

export interface IgnoredFile {
  readonly path: string;
  /** In words, for the person. */
  readonly reason: string;
}

export interface ImportPlan {
  /** By path as it was given, in the order given. */
  readonly targets: Map<string, ImportTarget>;
  readonly ignored: readonly IgnoredFile[];
}

/** Names of the list files, as Speech Commands has them. */
export const VALIDATION_LIST = 'validation_list.txt';
export const TESTING_LIST = 'testing_list.txt';

const SYSTEM_FILES = new Set(['thumbs.db', 'desktop.ini', '__macosx']);

/** A sound file on its way to a target. */
interface Sound {
  readonly path: string;
  /** Folders from the outermost in, then the file's name. */
  readonly parts: readonly string[];
}

/**
 * Plans an import from the paths alone. The label is the folder a file lies in, wherever that folder lies; files
 * named `{digit}_{speaker}_{n}.wav` may also lie flat together. Files under `_background_noise_` and `_silence_`
 * become background. Where a list is given, what neither list names is training data, as in Speech Commands.
 * @param paths as the person's system gives them: `yes/a.wav`, `commands/yes/a.wav`, `C:\data\yes\a.wav`
 * @param lists contents of the list files; lines are `<label>/<file>.wav`
 * @returns a target or a reason for every path; paths are told apart by their exact text
 */
export function planImport(paths: readonly string[], lists: SplitLists): ImportPlan {
  const ignored: IgnoredFile[] = [];
  const sounds: Sound[] = [];
  for (const path of new Set(paths)) {
    const parts = path.split(/[/\\]/).filter((part) => part !== '' && part !== '.');
    const reason = reasonToIgnore(parts);
    if (reason === null) sounds.push({ path, parts });
    else ignored.push({ path, reason });
  }
  const listed = readLists(lists);
  const labels = createLabelFinder(sounds);
  const targets = new Map<string, ImportTarget>();
  for (const sound of sounds) {
    const found = labels(sound);
    if ('reason' in found) ignored.push({ path: sound.path, reason: found.reason });
    else
      targets.set(sound.path, {
        ...found,
        speaker: speakerOf(sound.path),
        listedSplit: listed(found, sound),
      });
  }
  return { targets, ignored };
}

function reasonToIgnore(parts: readonly string[]): string | null {
  const name = parts.at(-1) ?? '';
  if (name === VALIDATION_LIST || name === TESTING_LIST) return 'a list of the split, read as such';
  if (parts.includes('..')) return 'the path leads out of the folder';
  if (parts.some((part) => part.startsWith('.') || SYSTEM_FILES.has(part.toLowerCase())))
    return 'a hidden file';
  if (name === '') return 'no file name';
  return /\.wave?$/i.test(name) ? null : 'not a .wav file';
}

type LabelFound = Pick<ImportTarget, 'label' | 'background'> | { readonly reason: string };

/** Looks over all folders first: what a folder means depends on what lies in it and below it. */
function createLabelFinder(sounds: readonly Sound[]): (sound: Sound) => LabelFound {
  const flat = findFlatDigitFolder(sounds);
  const wrapper = findWrapper(sounds);
  const checked = new Map<string, LabelFound>();
  const labelOfFolder = (folder: string): LabelFound => {
    let found = checked.get(folder);
    if (!found) checked.set(folder, (found = checkLabel(folder)));
    return found;
  };
  return ({ path, parts }) => {
    const background = parts.find((part, i) => i < parts.length - 1 && isBackground(part));
    if (background !== undefined) return { label: background, background: true };
    const folder = folderOf(parts);
    if (folder === flat) return { label: spokenDigitOf(path)!, background: false };
    if (parts.length < 2) return { reason: 'no folder says which word it is' };
    if (folder === wrapper) return { reason: 'lies beside the label folders, not in one of them' };
    return labelOfFolder(parts[parts.length - 2]);
  };
}

function isBackground(folder: string): boolean {
  return folder === BACKGROUND_FOLDER || folder === SILENCE_LABEL;
}

function folderOf(parts: readonly string[]): string {
  return parts.slice(0, -1).join('/');
}

function checkLabel(folder: string): LabelFound {
  try {
    return { label: validateLabel(folder), background: false };
  } catch (error) {
    if (error instanceof LabError) return { reason: `its folder cannot be a label. ${error.message}` };
    throw error;
  }
}

/**
 * The folder whose names, not itself, say the label: the only one with sounds, all of them Free Spoken Digit names of
 * more than one digit (or no folder at all). Null where there is none.
 */
function findFlatDigitFolder(sounds: readonly Sound[]): string | null {
  const spoken = sounds.filter(({ parts }) => !parts.slice(0, -1).some(isBackground));
  if (spoken.length === 0) return null;
  const folder = folderOf(spoken[0].parts);
  const digits = new Set<string | null>();
  for (const { path, parts } of spoken) {
    if (folderOf(parts) !== folder) return null;
    digits.add(spokenDigitOf(path));
  }
  return !digits.has(null) && (digits.size > 1 || folder === '') ? folder : null;
}

/** The folder around everything, where at least two folders with sounds lie in it; null where there is none. */
function findWrapper(sounds: readonly Sound[]): string | null {
  if (sounds.length === 0) return null;
  let common = sounds[0].parts.slice(0, -1);
  for (const { parts } of sounds) {
    let same = 0;
    while (same < common.length && same < parts.length - 1 && parts[same] === common[same]) same++;
    if (same < common.length) common = common.slice(0, same);
  }
  const below = new Set<string>();
  for (const { parts } of sounds) if (parts.length - 1 > common.length) below.add(parts[common.length]);
  return below.size >= 2 ? common.join('/') : null;
}

type FindListed = (found: Pick<ImportTarget, 'label' | 'background'>, sound: Sound) => Split | null;

function readLists(lists: SplitLists): FindListed {
  if (lists.validation === null && lists.testing === null) return () => null;
  const splitOf = new Map<string, Split>();
  for (const line of linesOf(lists.validation)) splitOf.set(line, 'validation');
  for (const line of linesOf(lists.testing)) splitOf.set(line, 'test');
  return ({ label, background }, { parts }) => {
    if (background) return null;
    const name = parts[parts.length - 1].normalize('NFC');
    return splitOf.get(`${label}/${name}`) ?? splitOf.get(name) ?? 'train';
  };
}

/** The lines as `<label>/<file>`, or `<file>` where a list names no folder. */
function linesOf(text: string | null): string[] {
  const lines = (text ?? '')
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .split(/\r\n|\n|\r/);
  return lines.map((line) => line.trim().split(/[/\\]/).slice(-2).join('/')).filter((line) => line !== '');
}

/**
 * Finds the list files among paths, so that a page or the command line knows which to read.
 * @returns the path nearest the top of each, null where there is none
 */
export function findListFiles(paths: readonly string[]): SplitLists {
  const nearest = (name: string): string | null =>
    paths
      .filter((path) => baseName(path) === name)
      .reduce<string | null>(
        (best, path) => (best === null || depth(path) < depth(best) ? path : best),
        null,
      );
  return { validation: nearest(VALIDATION_LIST), testing: nearest(TESTING_LIST) };
}

function depth(path: string): number {
  return path.split(/[/\\]/).length;
}
