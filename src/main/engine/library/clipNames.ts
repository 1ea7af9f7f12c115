// Names of clip files: <speaker>_nohash_<n>.wav, free in their folder, in constant time.
// Not the truth about speakers: the index has them as typed, the name has them as a file name.

import { safeFileName } from '../../../shared/data/labels';
import { baseName } from '../../../shared/data/fileNames';
import type { FileNames } from './fileNames';

export interface ClipNames {
  /**
   * A free path in a folder, taken at once.
   * @param folder under the project, e.g. `clips/yes`
   * @param wanted file name to keep where it is free and tells the same speaker, e.g. `0a7c2a8d_nohash_3.wav`
   */
  take(folder: string, speaker: string, wanted?: string): string;
}

/** @param names of all clips of the project */
export function createClipNames(names: FileNames): ClipNames {
  const next = new Map<string, number>();
  return {
    take(folder, speaker, wanted) {
      const stem = `${folder}/${safeFileName(speaker)}_nohash_`;
      const number = wanted === undefined ? null : takeNumber(wanted, speaker);
      if (number !== null && names.claim(`${stem}${number}.wav`)) return `${stem}${number}.wav`;
      for (let n = next.get(stem.toLowerCase()) ?? 0; ; n++) {
        if (!names.claim(`${stem}${n}.wav`)) continue;
        next.set(stem.toLowerCase(), n + 1);
        return `${stem}${n}.wav`;
      }
    },
  };
}

/** The take number in a Speech Commands name of this speaker, null in every other name. */
function takeNumber(name: string, speaker: string): string | null {
  const match = /^(.+)_nohash_(0|[1-9]\d{0,8})\.wav$/.exec(baseName(name));
  return match && match[1] === safeFileName(speaker) ? match[2] : null;
}
