// From a file's bytes or a score to what the library stores: one tune a file, MIDI or ABC, read, hashed, measured.
// Not writing: nothing here touches the disk. Heavy for large files, so it runs in any thread (see tuneReader).

import { LabError } from '../../../shared/contract/errors';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { kindOf, readAbcBook, readMidi, readTunes, writeMidi } from '../../../shared/music';
import type { Score } from '../../../shared/music';
import { splitAbcBook } from '../../../shared/music/abc/abcText';
import { describeTune, notesKey } from './describeTune';
import type { TuneFacts } from './describeTune';
import { sha256 } from './intake';
import { MAX_NAME_LENGTH } from './layout';

/** A file of tunes as it came. */
export interface TuneFile {
  /** Its path or name, for messages and titles. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Keep MIDI's drums. */
  readonly drums: boolean;
  /** Of a piano roll. Default 4. */
  readonly framesPerQuarter?: number;
}

/** A tune ready to be stored. */
export interface PreparedTune {
  readonly title: string;
  /** The whole file. */
  readonly bytes: Uint8Array;
  readonly ending: '.mid' | '.abc';
  readonly sha256: string;
  /** Equal for tunes with the same notes. */
  readonly notesKey: string;
  readonly facts: TuneFacts;
  /** Where in the file it stood: `X:12`, `train[3]`; empty where the file is one tune. */
  readonly place: string;
  readonly listedSplit: TuneSplit | null;
  readonly notices: readonly string[];
}

/** What a file gave. */
export interface PreparedFile {
  readonly tunes: readonly PreparedTune[];
  /** Tunes of a book that could not be read. */
  readonly failures: readonly { readonly place: string; readonly code: string; readonly message: string }[];
}

/**
 * Prepares every tune of a file: MIDI as it is, the tunes of an ABC book each with the book's own header fields,
 * piano rolls as MIDI.
 * @throws bad-score where it is no tune file or holds nothing to use; too-large
 */
export function prepareTunes(file: TuneFile): PreparedFile {
  const kind = kindOf(file.bytes, file.name);
  if (kind === 'abc') return prepareBook(file);
  const { tunes, failures } = readTunes(file.bytes, file);
  const prepared = tunes.map(({ score, place, split, notices }) =>
    kind === 'midi'
      ? { ...describe(score, file.bytes, '.mid'), place, listedSplit: split, notices }
      : { ...prepareScore(score), place, listedSplit: split },
  );
  return { tunes: prepared, failures: failures.map(({ place, error }) => failure(place, error)) };
}

function prepareBook({ name, bytes }: TuneFile): PreparedFile {
  const text = new TextDecoder('utf-8').decode(bytes);
  const { tunes, failures } = readAbcBook(text, name);
  if (tunes.length === 0 && failures.length === 1) throw failures[0].error;
  const texts = cutBook(text);
  const prepared = tunes.map(({ score, reference, line }) => {
    const own = new TextEncoder().encode(texts.get(line));
    return {
      ...describe(score, own, '.abc'),
      place: `X:${reference}`,
      listedSplit: null,
      notices: [],
    };
  });
  return { tunes: prepared, failures: failures.map(({ title, error }) => failure(title, error)) };
}

/** The text of each tune by the line of its X: field: that field, the book's header fields, the tune's other lines. */
function cutBook(text: string): Map<number, string> {
  const { header, tunes } = splitAbcBook(text);
  return new Map(
    tunes.map(({ lines: [reference, ...rest] }) => {
      const lines = [reference, ...header, ...rest].map((line) => line.text);
      return [reference.line, `${lines.join('\n')}\n`];
    }),
  );
}

function failure(place: string, { code, message }: LabError) {
  return { place, code, message };
}

function describe(score: Score, bytes: Uint8Array, ending: PreparedTune['ending']) {
  return {
    ...{ title: titleOf(score.title), bytes, ending },
    ...{ sha256: sha256(bytes), notesKey: notesKey(score), facts: describeTune(score) },
  };
}

/** A title from a file as the index takes it: no line breaks, no control characters, not too long. */
export function titleOf(text: string): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\ufffd]+/gu, ' ')
    .trim()
    .normalize('NFC');
  return [...clean].slice(0, MAX_NAME_LENGTH).join('').trim() || 'Untitled';
}

/**
 * A score as a MIDI file of type 1. What the record tells is what the file gives when it is read back.
 * @throws invalid-argument (not a score) | bad-score (without notes)
 */
export function prepareScore(score: Score): PreparedTune {
  const notes = score.parts.reduce((sum, part) => sum + part.notes.length, 0);
  if (notes === 0) {
    throw new LabError('bad-score', `The tune "${score.title}" holds no notes: there is nothing to save.`);
  }
  const bytes = writeMidi({ ...score, title: titleOf(score.title) });
  const stored = readMidi(bytes, { name: score.title, drums: true }).score;
  const kept = stored.parts.reduce((sum, part) => sum + part.notes.length, 0);
  const lost = notes - kept;
  const notices =
    lost > 0
      ? [`${lost} notes stood on the same pitch and step as others: the longest of each is kept.`]
      : [];
  return { ...describe(stored, bytes, '.mid'), place: '', listedSplit: null, notices };
}

/** How a stored file is read. */
export interface StoredFile {
  /** For messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly drums: boolean;
}

/** A stored tune read back. */
export interface StoredScore {
  readonly score: Score;
  readonly notices: readonly string[];
}

/**
 * Reads the one tune of a stored file.
 * @throws bad-score where it is none, or a book of several
 */
export function readStoredScore({ name, bytes, drums }: StoredFile): StoredScore {
  const { tunes, failures } = readTunes(bytes, { name, drums });
  if (failures.length > 0) throw failures[0].error;
  if (tunes.length > 1) {
    const message = `${name} is a book of ${tunes.length} tunes. A project keeps one tune a file: import it instead.`;
    throw new LabError('bad-score', message, { name, tunes: tunes.length });
  }
  return { score: tunes[0].score, notices: tunes[0].notices };
}

/** Reads a stored file and describes it as {@link prepareTunes} would. */
export function prepareStored(file: StoredFile): PreparedTune {
  const { score, notices } = readStoredScore(file);
  const ending = kindOf(file.bytes, file.name) === 'abc' ? '.abc' : '.mid';
  return { ...describe(score, file.bytes, ending), place: '', listedSplit: null, notices };
}
