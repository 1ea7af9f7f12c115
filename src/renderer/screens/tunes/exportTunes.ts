// Tunes as files to take along: MIDI as they are, ABC for one voice, WAV rendered here.
// Not the formats: src/shared/music and src/shared/synth write those.

import type { Score } from '../../../shared/contract/score';
import { isMonophonic, topLine, withoutDrums, writeAbc, writeMidi } from '../../../shared/music';

export type TuneFormat = 'midi' | 'abc' | 'wav';

export interface NamedScore {
  readonly title: string;
  readonly score: Score;
}

export interface TuneFile {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A name every file system takes, from a title: `Greensleeves`, `A and A's Waltz` as `A and A s Waltz`. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .trim();
  return name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name) ? `tune ${name}`.trim() : name;
}

/** Names of many tunes, the second of the same name with ` 2` behind it, whatever its case. */
export function fileNames(titles: readonly string[], extension: string): readonly string[] {
  const counts = new Map<string, number>();
  return titles.map((title) => {
    const name = fileNameOf(title);
    const count = (counts.get(name.toLowerCase()) ?? 0) + 1;
    counts.set(name.toLowerCase(), count);
    return `${name}${count === 1 ? '' : ` ${count}`}.${extension}`;
  });
}

export function midiFiles(tunes: readonly NamedScore[]): readonly TuneFile[] {
  const names = fileNames(
    tunes.map(({ title }) => title),
    'mid',
  );
  return tunes.map(({ title, score }, i) => ({ name: names[i], bytes: writeMidi({ ...score, title }) }));
}

export interface AbcBookText {
  readonly text: string;
  /** Titles of tunes with chords, of which the top line was written. */
  readonly cut: readonly string[];
  /** Titles of tunes without notes of a pitch, left out. */
  readonly leftOut: readonly string[];
}

/** All tunes in one book, numbered from 1. */
export function abcBook(tunes: readonly NamedScore[]): AbcBookText {
  const parts: string[] = [];
  const cut: string[] = [];
  const leftOut: string[] = [];
  for (const { title, score } of tunes) {
    const tuned = withoutDrums(score);
    if (!tuned.parts.some((part) => part.notes.length > 0)) {
      leftOut.push(title);
      continue;
    }
    if (!isMonophonic(tuned)) cut.push(title);
    const single = isMonophonic(tuned) ? tuned : topLine(tuned);
    parts.push(writeAbc({ ...single, title }, parts.length + 1));
  }
  return { text: parts.join('\n'), cut, leftOut };
}
