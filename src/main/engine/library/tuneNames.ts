// Names of tune files: the title in small letters, digits and dashes, with a number where it is taken.
// Not the truth about titles: the index has them as typed.

import type { FileNames } from './fileNames';

/** Longest readable part, in characters: four bytes each still fit any disk's 255. */
const MAX_STEM_LENGTH = 48;
/** Numbers that are tried again each time, so that a tune saved many times has a short name. */
const FIRST = 4;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * The file name a tune of this title would like to have, safe on Windows, macOS and Linux.
 * @returns letters and digits of any script in small letters, with dashes between words; `tune` where none is left
 */
export function tuneStem(title: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  const stem = [...words]
    .slice(0, MAX_STEM_LENGTH)
    .join('')
    .replace(/^-+|-+$/g, '')
    .normalize('NFC');
  return stem === '' || WINDOWS_DEVICE.test(stem) ? `tune${stem === '' ? '' : `-${stem}`}` : stem;
}

export interface TuneNames {
  /**
   * A free path in a folder, taken at once.
   * @param folder under the project, e.g. `scores`
   * @param ending with its dot
   */
  take(folder: string, title: string, ending: string): string;
}

/** @param names of all tunes of the project */
export function createTuneNames(names: FileNames): TuneNames {
  const next = new Map<string, number>();
  return {
    take(folder, title, ending) {
      const stem = `${folder}/${tuneStem(title)}`;
      const key = `${stem}${ending}`;
      const fileOf = (n: number) => `${stem}${n === 1 ? '' : `-${n}`}${ending}`;
      for (let n = 1; n <= FIRST; n++) if (names.claim(fileOf(n))) return fileOf(n);
      for (let n = next.get(key) ?? FIRST + 1; ; n++) {
        if (!names.claim(fileOf(n))) continue;
        next.set(key, n + 1);
        return fileOf(n);
      }
    },
  };
}
