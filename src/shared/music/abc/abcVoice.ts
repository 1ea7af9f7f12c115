// The music of one voice, line by line, into a list of events, bar lines and changes, as written.
// Repeats are not played here: abcExpand.ts does that.

import { accidentalValue, letterPitches } from './abcFields';
import type { AbcKey } from './abcFields';
import { barSteps } from '../bars';
import type { KeyChange } from '../score';
import { ABC_STEPS_PER_QUARTER } from './abcFields';

/** One thing in a voice, in the order written. */
export type AbcItem =
  | { readonly kind: 'event'; readonly notes: readonly AbcNote[]; steps: number }
  | { readonly kind: 'bar'; readonly backs: number; readonly starts: boolean; readonly double: boolean }
  | { readonly kind: 'ending'; readonly numbers: readonly number[] }
  | { readonly kind: 'meter'; readonly beats: number; readonly beatUnit: number }
  | { readonly kind: 'tempo'; readonly qpm: number }
  | { readonly kind: 'key'; readonly key: Omit<KeyChange, 'step'> }
  | { readonly kind: 'chord'; readonly text: string }
  | { readonly kind: 'part'; readonly name: string };

/** A note of an event; an event without notes is a rest. */
export interface AbcNote {
  readonly pitch: number;
  /** Goes on in the next event. */
  tied: boolean;
}

/** What is being read: `fail` throws with the column of a place in the line. */
export interface AbcPlace {
  readonly text: string;
  at: number;
  fail(at: number, message: string): never;
}

/** Reads the music of a voice. */
export interface AbcVoice {
  readonly id: string;
  readonly items: AbcItem[];
  /** Reads what stands at `place.at` and moves it behind. False where it is none of a voice's business. */
  read(place: AbcPlace): boolean;
  setKey(key: AbcKey): void;
  setMeter(meter: { readonly beats: number; readonly beatUnit: number }): void;
  setUnit(steps: number): void;
}

interface Tuplet {
  readonly over: number;
  readonly under: number;
  left: number;
}

interface VoiceState {
  readonly items: AbcItem[];
  key: AbcKey;
  unit: number;
  meter: { readonly beats: number; readonly beatUnit: number };
  /** Accidentals of this bar by letter: they hold in every octave (ABC 2.1, section 11.3). */
  readonly bar: Map<number, number>;
  /** Pitches of the last event that are tied on, by letter + 7 * octave. */
  tied: Map<number, number>;
  last: Extract<AbcItem, { kind: 'event' }> | null;
  lastPlaces: number[];
  broken: number;
  tuplet: Tuplet | null;
}

/** A voice in the given key, metre and unit note (steps). */
export function createAbcVoice(
  id: string,
  from: { readonly key: AbcKey; readonly unit: number; readonly meter: { beats: number; beatUnit: number } },
): AbcVoice {
  const state: VoiceState = {
    ...from,
    items: [],
    bar: new Map(),
    tied: new Map(),
    last: null,
    lastPlaces: [],
    broken: 1,
    tuplet: null,
  };
  return {
    id,
    items: state.items,
    read: (place) => readers.some((read) => read(place, state)),
    setKey(key) {
      state.key = key;
      if (key.change) state.items.push({ kind: 'key', key: key.change });
    },
    setMeter(meter) {
      state.meter = meter;
      state.items.push({ kind: 'meter', ...meter });
    },
    setUnit: (steps) => void (state.unit = steps),
  };
}

const readers = [readBar, readEnding, readTuplet, readChord, readEvent, readTie, readBroken];

/** Matches at the place; moves it behind the match. */
function take(place: AbcPlace, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = place.at;
  const found = pattern.exec(place.text);
  if (found) place.at += found[0].length;
  return found;
}

/** `|`, `||`, `|:`, `:|`, `::`, `|]` and the like, with an ending's numbers right behind: `:|2`. */
function readBar(place: AbcPlace, state: VoiceState): boolean {
  const found = take(place, /:*\.?(?:\[\||\|)[|\]]*(?:\[\|)?:*|::+/y);
  if (!found) return false;
  const text = found[0];
  const before = /^:+$/.test(text) ? 1 : /^:*/.exec(text)![0].length;
  const starts = text.endsWith(':');
  const double = /\|\||\]|\[/.test(text);
  state.items.push({ kind: 'bar', backs: before, starts, double });
  state.bar.clear();
  const ending = take(place, /(\d+(?:[,-]\d+)*)/y);
  if (ending) pushEnding(ending[1], state);
  return true;
}

function readEnding(place: AbcPlace, state: VoiceState): boolean {
  const found = take(place, /\[(\d+(?:[,-]\d+)*)/y);
  if (!found) return false;
  pushEnding(found[1], state);
  return true;
}

function pushEnding(text: string, state: VoiceState): void {
  const numbers = text.split(',').flatMap((part) => {
    const [first, last = first] = part.split('-').map(Number);
    return Array.from({ length: Math.min(100, Math.max(1, last - first + 1)) }, (_, i) => first + i);
  });
  state.items.push({ kind: 'ending', numbers });
}

/** `(3`, `(3:2`, `(3:2:4`: p notes in the time of q, for the next r (ABC 2.1, section 4.13). */
function readTuplet(place: AbcPlace, state: VoiceState): boolean {
  const at = place.at;
  const found = take(place, /\((\d+)(?::(\d*))?(?::(\d*))?/y);
  if (!found) return false;
  const p = Number(found[1]);
  const compound = state.meter.beats % 3 === 0 && state.meter.beats > 3;
  const usual = [0, 0, 3, 2, 3, compound ? 3 : 2, 2, compound ? 3 : 2, 3, compound ? 3 : 2][p];
  const q = Number(found[2] || usual || 0);
  const left = Number(found[3] || p);
  if (p < 2 || q < 1 || left < 1) place.fail(at, `expected a tuplet of 2 to 9 notes, got ${found[0]}`);
  state.tuplet = { over: q, under: p, left };
  return true;
}

/** Notes that sound together: `[CEG]2`. The first note's length counts, times the chord's. */
function readChord(place: AbcPlace, state: VoiceState): boolean {
  const at = place.at;
  if (place.text[at] !== '[' || /^\[[A-Za-z]:/.test(place.text.slice(at, at + 3))) return false;
  place.at++;
  const notes: { note: AbcNote; place: number }[] = [];
  let factor = 0;
  while (place.text[place.at] !== ']') {
    if (place.at >= place.text.length) place.fail(at, 'a chord [ without its ]');
    if (take(place, /\s+|![^!]*!|"[^"]*"|[().~+`]/y)) continue;
    const note = readNote(place, state);
    if (!note) place.fail(place.at, `expected a note of a chord, got ${place.text[place.at]}`);
    const length = readLength(place);
    factor ||= length;
    if (take(place, /-/y)) note.note.tied = true;
    notes.push(note);
  }
  place.at++;
  addEvent(place, state, notes, (factor || 1) * readLength(place));
  return true;
}

/** A note or a rest: `^c'3/2`, `z2`, `Z4` (bars). */
function readEvent(place: AbcPlace, state: VoiceState): boolean {
  const bars = take(place, /[ZX](\d*)/y);
  if (bars) {
    const steps = barSteps(state.meter, ABC_STEPS_PER_QUARTER) * Math.min(1000, Number(bars[1] || 1));
    state.items.push({ kind: 'event', notes: [], steps });
    state.last = null;
    return true;
  }
  if (take(place, /[zx]/y)) {
    addEvent(place, state, [], readLength(place));
    return true;
  }
  const note = readNote(place, state);
  if (!note) return false;
  addEvent(place, state, [note], readLength(place));
  return true;
}

function readNote(place: AbcPlace, state: VoiceState): { note: AbcNote; place: number } | null {
  const at = place.at;
  const found = take(place, /(\^\^?|__?|=)?([A-Ga-g])([,']*)/y);
  if (!found) return null;
  const [, accidental, name, marks] = found;
  const letter = 'CDEFGAB'.indexOf(name.toUpperCase());
  let octave = name === name.toUpperCase() ? 5 : 6;
  for (const mark of marks) octave += mark === ',' ? -1 : 1;
  const where = letter + 7 * octave;
  if (accidental) state.bar.set(letter, accidentalValue(accidental));
  const tiedPitch = accidental ? undefined : state.tied.get(where);
  const altered = state.bar.get(letter) ?? state.key.accidentals[letter];
  const pitch = tiedPitch ?? 12 * octave + letterPitches[letter] + altered + state.key.shift;
  if (pitch < 0 || pitch > 127) place.fail(at, `the note ${found[0]} lies outside MIDI's 0 to 127`);
  return { note: { pitch, tied: false }, place: where };
}

/** `3`, `/2`, `3/4`, `//`; 1 where nothing stands. */
function readLength(place: AbcPlace): number {
  const at = place.at;
  const found = take(place, /(\d*)(\/*)(\d*)/y)!;
  const [, over, slashes, under] = found;
  if (slashes === '') return over === '' ? 1 : notZero(Number(over), place, at);
  const divisor = under === '' ? 2 ** slashes.length : Number(under);
  return notZero(Number(over || 1), place, at) / notZero(divisor, place, at);
}

function notZero(value: number, place: AbcPlace, at: number): number {
  if (!(value >= 1 && value <= 10_000)) place.fail(at, `expected a length of 1 to 10,000, got ${value}`);
  return value;
}

function addEvent(
  place: AbcPlace,
  state: VoiceState,
  notes: readonly { note: AbcNote; place: number }[],
  factor: number,
): void {
  let steps = state.unit * factor * state.broken;
  state.broken = 1;
  if (state.tuplet) {
    steps = (steps * state.tuplet.over) / state.tuplet.under;
    if (--state.tuplet.left === 0) state.tuplet = null;
  }
  if (steps > 1e9) place.fail(place.at - 1, 'a note longer than any tune');
  const event = { kind: 'event' as const, notes: notes.map(({ note }) => note), steps };
  state.items.push(event);
  state.last = event;
  state.lastPlaces = notes.map((note) => note.place);
  state.tied = new Map(
    notes.flatMap(({ note, place: where }) => (note.tied ? [[where, note.pitch] as const] : [])),
  );
}

/** `-` behind a note, blanks between allowed. */
function readTie(place: AbcPlace, state: VoiceState): boolean {
  if (!take(place, /\.?-/y)) return false;
  state.last?.notes.forEach((note, index) => {
    note.tied = true;
    state.tied.set(state.lastPlaces[index], note.pitch);
  });
  return true;
}

/** `>`: the note before is dotted, the next one halved; `<` the other way round; `>>` doubly. */
function readBroken(place: AbcPlace, state: VoiceState): boolean {
  const at = place.at;
  const found = take(place, /(>{1,3}|<{1,3})/y);
  if (!found) return false;
  if (!state.last) place.fail(at, `${found[0]} needs a note before it`);
  const short = 1 / 2 ** found[0].length;
  const dotsFirst = found[0][0] === '>';
  state.last.steps *= dotsFirst ? 2 - short : short;
  state.broken = dotsFirst ? short : 2 - short;
  return true;
}
