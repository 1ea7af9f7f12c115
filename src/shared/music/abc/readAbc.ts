// ABC tune books into scores: fields, voices, repeats played out (ABC 2.1).
// Lyrics, grace notes, decorations and layout are read over; chord symbols are kept.

import { LabError } from '../../contract/errors';
import { countNotes, MAX_NOTES } from '../score';
import type { Score } from '../score';
import { playVoice } from './abcExpand';
import { assembleAbc } from './abcScore';
import { defaultUnit, parseKey, parseMeter, parsePartOrder, parseTempo, parseUnit, signatureAccidentals } from './abcFields'; // prettier-ignore
import type { AbcKey } from './abcFields';
import { abcError, isField, splitAbcBook } from './abcText';
import type { AbcLine } from './abcText';
import { createAbcVoice } from './abcVoice';
import type { AbcPlace, AbcVoice } from './abcVoice';

/** A tune of a book. */
export interface AbcTune {
  readonly score: Score;
  /** The X: field. */
  readonly reference: string;
  /** Line of the X: field, from 1. */
  readonly line: number;
}

/** A book: the tunes that could be read, and an error for each that could not. */
export interface AbcBook {
  readonly tunes: readonly AbcTune[];
  readonly failures: readonly { readonly line: number; readonly title: string; readonly error: LabError }[];
}

/** Largest ABC file, characters. */
export const MAX_ABC_LENGTH = 16 * 1024 * 1024;

interface TuneState {
  readonly name: string;
  title: string;
  reference: string;
  key: AbcKey;
  meter: { beats: number; beatUnit: number };
  unit: number | null;
  qpm: number | null;
  order: string[] | null;
  readonly voices: Map<string, AbcVoice>;
  readonly voiceNames: Map<string, string>;
  voice: AbcVoice | null;
  inBody: boolean;
}

/**
 * Reads every tune of a book. A tune with an error is left out and named; the others stay.
 * @param name what errors call the file
 * @throws LabError bad-score where no tune (X:) is found at all; too-large beyond MAX_ABC_LENGTH
 */
export function readAbcBook(text: string, name: string): AbcBook {
  if (text.length > MAX_ABC_LENGTH) {
    throw new LabError(
      'too-large',
      `${name}: ${text.length} characters, at most ${MAX_ABC_LENGTH} are read.`,
    );
  }
  const book = splitAbcBook(text);
  if (book.tunes.length === 0)
    throw abcError(name, 1, 1, 'no tune found: expected a line that begins with X:');
  const tunes: AbcTune[] = [];
  const failures: { line: number; title: string; error: LabError }[] = [];
  for (const { lines } of book.tunes) {
    const state = createTuneState(name);
    try {
      tunes.push(readTune([...book.header, ...lines], lines[0].line, state));
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      failures.push({ line: lines[0].line, title: state.title || `X:${state.reference}`, error });
    }
  }
  return { tunes, failures };
}

/**
 * Reads the first tune of a text.
 * @throws LabError bad-score with line and column
 */
export function readAbc(text: string, name: string): Score {
  const book = readAbcBook(text, name);
  const first = book.failures[0];
  if (first && (book.tunes.length === 0 || first.line < book.tunes[0].line)) throw first.error;
  return book.tunes[0].score;
}

function createTuneState(name: string): TuneState {
  return {
    name,
    title: '',
    reference: '',
    key: { change: null, accidentals: signatureAccidentals(0), shift: 0 },
    meter: { beats: 4, beatUnit: 4 },
    unit: null,
    qpm: null,
    order: null,
    voices: new Map(),
    voiceNames: new Map(),
    voice: null,
    inBody: false,
  };
}

function readTune(lines: readonly AbcLine[], line: number, state: TuneState): AbcTune {
  for (const row of lines) {
    const isAField = isField(row.text, state.inBody);
    if (isAField) readField(row.text[0], row.text.slice(2), placeOf(row, state), state);
    else if (state.inBody) readMusic(placeOf(row, state), state);
    else placeOf(row, state).fail(0, 'expected a field such as K: before the music');
  }
  if (!state.inBody)
    throw abcError(state.name, line, 1, 'the tune has no key: expected a K: field before its music');
  const title = state.title || `X:${state.reference}`;
  const played = [...state.voices.values()].map((voice) => {
    const voicePlayed = playVoice(voice.items, state.order);
    if (voicePlayed) return { id: voice.id, played: voicePlayed };
    throw new LabError('too-large', `${state.name}: "${title}" would play more than 200,000 events.`);
  });
  const score = assembleAbc(title, played, state.voiceNames);
  if (countNotes(score) === 0) throw abcError(state.name, line, 1, `the tune "${title}" holds no notes`);
  if (countNotes(score) > MAX_NOTES) {
    throw new LabError('too-large', `${state.name}: "${title}" has more than ${MAX_NOTES} notes.`);
  }
  return { score, reference: state.reference, line };
}

function placeOf(row: AbcLine, state: TuneState): AbcPlace {
  const fail = (at: number, message: string): never => {
    throw abcError(state.name, row.line, at + 1, message);
  };
  return { text: row.text, at: 0, fail };
}

/** @param place where the field stands, for errors: `at` is its letter */
function readField(letter: string, text: string, place: AbcPlace, state: TuneState): void {
  const at = place.at + 2;
  if (letter === 'X') state.reference = text.trim();
  else if (letter === 'T' && state.title === '') state.title = text.trim();
  else if (letter === 'M')
    setMeter(parseMeter(text) ?? place.fail(at, `expected a metre such as 6/8, got ${text}`), state);
  else if (letter === 'L')
    setUnit(parseUnit(text) ?? place.fail(at, `expected a length such as 1/8, got ${text}`), state);
  else if (letter === 'Q') setTempo(parseTempo(text, unitOf(state)), state);
  else if (letter === 'P' && state.inBody) voiceOf(state).items.push({ kind: 'part', name: text.trim() });
  else if (letter === 'P') state.order = parsePartOrder(text);
  else if (letter === 'V') chooseVoice(text, state);
  else if (letter === 'K')
    setKey(parseKey(text) ?? place.fail(at, `expected a key such as D or Am, got ${text}`), state);
}

function unitOf(state: TuneState): number {
  return state.unit ?? defaultUnit(state.meter);
}

function voiceOf(state: TuneState): AbcVoice {
  if (!state.voice) chooseVoice('1', state);
  return state.voice!;
}

function chooseVoice(text: string, state: TuneState): void {
  const id = text.trim().split(/\s+/)[0];
  const name = /\b(?:name|nm)="([^"]*)"/.exec(text)?.[1];
  if (name !== undefined) state.voiceNames.set(id, name);
  if (!state.inBody) return;
  let voice = state.voices.get(id);
  if (!voice) {
    voice = createAbcVoice(id, { key: state.key, unit: unitOf(state), meter: state.meter });
    voice.setMeter(state.meter);
    voice.setKey(state.key);
    if (state.qpm !== null) voice.items.push({ kind: 'tempo', qpm: state.qpm });
    state.voices.set(id, voice);
  }
  state.voice = voice;
}

function setMeter(meter: { beats: number; beatUnit: number }, state: TuneState): void {
  if (state.inBody) voiceOf(state).setMeter(meter);
  else state.meter = meter;
}

function setUnit(steps: number, state: TuneState): void {
  if (state.inBody) voiceOf(state).setUnit(steps);
  else state.unit = steps;
}

function setTempo(qpm: number | null, state: TuneState): void {
  if (qpm === null) return;
  if (state.inBody) voiceOf(state).items.push({ kind: 'tempo', qpm });
  else state.qpm = qpm;
}

/** The first K: ends the header; later ones change the key of the voice at hand. */
function setKey(key: AbcKey, state: TuneState): void {
  if (state.inBody) voiceOf(state).setKey(key);
  else [state.key, state.inBody] = [key, true];
}

/** What no reader of a voice takes: blanks, slurs, decorations, grace notes, annotations, reserved letters. */
const skipped = /\s+|[`()\\.~*?#@;$]|\{[^}]*\}|![^!\s|]*!|\+[^+\s|]*\+|!|[H-WYh-wy]\d*/y;

function readMusic(place: AbcPlace, state: TuneState): void {
  while (place.at < place.text.length) {
    const { at, text } = place;
    const inline = text[at] === '[' ? /^\[([A-Za-z]):([^\]]*)\]/.exec(text.slice(at)) : null;
    if (inline) {
      if (state.inBody) readField(inline[1], inline[2], { ...place, at: at + 1 }, state);
      place.at += inline[0].length;
    } else if (text[at] === '"') readQuoted(place, state);
    else if (!voiceOf(state).read(place)) skip(place);
  }
}

function skip(place: AbcPlace): void {
  skipped.lastIndex = place.at;
  const found = skipped.exec(place.text);
  if (found) place.at += found[0].length;
  else if (place.text[place.at] === '{') place.fail(place.at, 'grace notes { without their }');
  else if (place.text[place.at] === '&')
    place.fail(place.at, 'voices in one line (&) are not read: use V: for each');
  else place.fail(place.at, `expected a note, rest or bar line, got ${place.text[place.at]}`);
}

/** "Am7" is a chord's name; "^slowly" and its kind are annotations. */
function readQuoted(place: AbcPlace, state: TuneState): void {
  const end = place.text.indexOf('"', place.at + 1);
  if (end < 0) place.fail(place.at, 'a text in " without its closing "');
  const text = place.text.slice(place.at + 1, end);
  if (text !== '' && !/^[\^_<>@]/.test(text)) voiceOf(state).items.push({ kind: 'chord', text });
  place.at = end + 1;
}
