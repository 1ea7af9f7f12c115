// Any tune file into scores: MIDI, ABC or piano-roll JSON, told apart by what is in it.
// MusicXML is refused by name; folders and progress are the engine's.

import { LabError } from '../contract/errors';
import { readAbcBook } from './abc/readAbc';
import { readMidi } from './midi/readMidi';
import { framesToScore, readPianoRoll } from './pianoRoll';
import type { Score } from './score';
import type { TuneSplit } from './tuneSplits';

/** The kinds of files. */
export type TuneFileKind = 'midi' | 'abc' | 'pianoRoll';

/** A tune of a file. */
export interface FoundTune {
  readonly score: Score;
  /** Where in the file, for a book or a roll: `X:12`, `train[3]`; empty where the file is one tune. */
  readonly place: string;
  /** The split that the file itself says; null where it says none. */
  readonly split: TuneSplit | null;
  /** What a person should know about how it was read. */
  readonly notices: readonly string[];
}

/** What a file gave. */
export interface FoundTunes {
  readonly kind: TuneFileKind;
  readonly tunes: readonly FoundTune[];
  /** Tunes of a book that could not be read. */
  readonly failures: readonly { readonly place: string; readonly error: LabError }[];
}

/** How files are read. */
export interface ReadTunesOptions {
  readonly name: string;
  /** Keep MIDI's drums. Default false. */
  readonly drums?: boolean;
  /** Frames of a quarter note in piano rolls. Default 4. */
  readonly framesPerQuarter?: number;
}

/**
 * Reads a file of tunes.
 * @param bytes the whole file
 * @throws LabError bad-score where it is no tune file or holds nothing to use; too-large
 */
export function readTunes(bytes: Uint8Array, options: ReadTunesOptions): FoundTunes {
  const kind = kindOf(bytes, options.name);
  if (kind === 'midi') {
    const { score, notices } = readMidi(bytes, options);
    return { kind, tunes: [{ score, place: '', split: null, notices }], failures: [] };
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  return kind === 'abc' ? readBook(text, options.name) : readRoll(text, options);
}

/**
 * What kind a file is, by its first bytes.
 * @throws LabError bad-score where it is none of them
 */
export function kindOf(bytes: Uint8Array, name: string): TuneFileKind {
  if (bytes.length === 0) throw new LabError('bad-score', `${name}: the file is empty.`, { name });
  const start = Array.from(bytes.subarray(0, 4), (byte) => String.fromCharCode(byte)).join('');
  if (start === 'MThd' || start === 'RIFF' || /\.(midi?|rmi|kar)$/i.test(name)) return 'midi';
  const head = new TextDecoder('utf-8').decode(bytes.subarray(0, 65536)).replace(/^\ufeff/, '');
  if (/^\s*[{[]/.test(head)) return 'pianoRoll';
  if (/^\s*<|^PK/.test(head)) {
    throw new LabError('bad-score', `${name}: MusicXML is not read. Export it as MIDI or ABC first.`, {
      name,
    });
  }
  if (/^X:/m.test(head) || /\.abc$/i.test(name)) return 'abc';
  throw new LabError('bad-score', `${name}: expected MIDI, ABC or piano-roll JSON, got something else.`, {
    name,
  });
}

function readBook(text: string, name: string): FoundTunes {
  const { tunes, failures } = readAbcBook(text, name);
  if (tunes.length === 0 && failures.length === 1) throw failures[0].error;
  return {
    kind: 'abc',
    tunes: tunes.map(({ score, reference }) => ({
      score,
      place: `X:${reference}`,
      split: null,
      notices: [],
    })),
    failures: failures.map(({ title, error }) => ({ place: title, error })),
  };
}

function readRoll(text: string, { name, framesPerQuarter = 4 }: ReadTunesOptions): FoundTunes {
  const book = readPianoRoll(text, name);
  const stem = name.replace(/^.*[\\/]/, '').replace(/\.json$/i, '');
  const tunes = (['train', 'valid', 'test'] as const).flatMap((split) =>
    book[split].map((frames, i): FoundTune => {
      const score = framesToScore(frames, { framesPerQuarter, title: `${stem} ${split} ${i + 1}` });
      return { score, place: `${split}[${i}]`, split, notices: [] };
    }),
  );
  const sounding = tunes.filter(({ score }) => score.parts[0].notes.length > 0);
  if (sounding.length === 0)
    throw new LabError('bad-score', `${name}: the piano roll holds no notes.`, { name });
  return { kind: 'pianoRoll', tunes: sounding, failures: [] };
}
