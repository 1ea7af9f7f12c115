// A voice as played: repeats, endings and part order walked through, ties joined.
// It reads no text.

import type { AbcItem } from './abcVoice';
import { DEFAULT_VELOCITY } from '../score';
import type { ChordSymbol, KeyChange, MeterChange, Note, TempoChange } from '../score';

/** A voice in time; steps are fractions of a quarter note as abcFields.ts counts them. */
export interface PlayedVoice {
  readonly notes: readonly Note[];
  readonly meters: readonly MeterChange[];
  readonly keys: readonly KeyChange[];
  readonly tempos: readonly TempoChange[];
  readonly chordSymbols: readonly ChordSymbol[];
  /** Length up to the first bar line. */
  readonly firstBarSteps: number;
}

/** Most events a tune may play, so that nested repeats cannot fill the memory. */
const MAX_PLAYED = 200_000;

/**
 * Plays a voice.
 * @param order names of parts (P: in the header); null plays them as they stand
 * @returns null where it would play more than 200,000 events
 */
export function playVoice(items: readonly AbcItem[], order: readonly string[] | null): PlayedVoice | null {
  const played: AbcItem[] = [];
  for (const section of sectionsInOrder(items, order)) {
    if (!playRepeats(section, played)) return null;
  }
  return layOut(played, firstBar(items));
}

/** What stands before the first P: is played first, then the parts as ordered. */
function sectionsInOrder(items: readonly AbcItem[], order: readonly string[] | null): (readonly AbcItem[])[] {
  const starts = items.flatMap((item, i) => (item.kind === 'part' ? [i] : []));
  if (!order || starts.length === 0) return [items];
  const parts = new Map<string, readonly AbcItem[]>();
  starts.forEach((start, i) => {
    const item = items[start];
    if (item.kind === 'part') parts.set(item.name, items.slice(start, starts[i + 1]));
  });
  const first = items.slice(0, starts[0]);
  return [first, ...order.map((name): readonly AbcItem[] => parts.get(name) ?? [])];
}

/** @returns false beyond MAX_PLAYED */
function playRepeats(items: readonly AbcItem[], played: AbcItem[]): boolean {
  let start = 0;
  let pass = 1;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (played.length > MAX_PLAYED) return false;
    if (item.kind === 'ending' && !item.numbers.includes(pass)) {
      i = endOfEnding(items, i) - 1;
      continue;
    }
    if (item.kind === 'part') [start, pass] = [i + 1, 1];
    if (item.kind !== 'bar') {
      played.push(item);
      continue;
    }
    if (item.backs > 0 && pass < passes(items, start, i, item.backs)) {
      pass++;
      i = start - 1;
      continue;
    }
    if (item.backs > 0 && items[i + 1]?.kind === 'ending') continue; // its other endings are still to pass over
    if (item.backs > 0 || item.starts || item.double) [start, pass] = [i + 1, 1];
  }
  return true;
}

/** How often a repeat is played: as its endings say, else once more for each colon. */
function passes(items: readonly AbcItem[], start: number, end: number, backs: number): number {
  let most = 0;
  for (let i = start; i < items.length; i++) {
    const item = items[i];
    if (item.kind === 'ending') most = Math.max(most, ...item.numbers);
    const closes = item.kind === 'bar' && i >= end && !(item.backs > 0 && items[i + 1]?.kind === 'ending');
    if (closes || (item.kind === 'part' && i > start)) break;
  }
  return most > 0 ? most : backs + 1;
}

/** Where an ending that is not played is over: at the next ending, or behind the bar that closes it. */
function endOfEnding(items: readonly AbcItem[], from: number): number {
  for (let i = from + 1; i < items.length; i++) {
    const item = items[i];
    if (item.kind === 'ending' || item.kind === 'part') return i;
    if (item.kind === 'bar' && (item.backs > 0 || item.double || item.starts)) {
      return items[i + 1]?.kind === 'ending' ? i + 1 : i;
    }
  }
  return items.length;
}

function firstBar(items: readonly AbcItem[]): number {
  let steps = 0;
  for (const item of items) {
    if (item.kind === 'event') steps += item.steps;
    if (item.kind === 'bar' && steps > 0) return steps;
  }
  return 0;
}

function layOut(played: readonly AbcItem[], firstBarSteps: number): PlayedVoice {
  const notes: Note[] = [];
  const meters: MeterChange[] = [];
  const keys: KeyChange[] = [];
  const tempos: TempoChange[] = [];
  const chordSymbols: ChordSymbol[] = [];
  let tied = new Map<number, number>();
  let time = 0;
  for (const item of played) {
    const step = Math.round(time);
    if (item.kind === 'meter') meters.push({ step, beats: item.beats, beatUnit: item.beatUnit });
    if (item.kind === 'key') keys.push({ step, ...item.key });
    if (item.kind === 'tempo') tempos.push({ step, qpm: item.qpm });
    if (item.kind === 'chord') chordSymbols.push({ step, text: item.text });
    if (item.kind !== 'event') continue;
    time += item.steps;
    const durationSteps = Math.max(1, Math.round(time) - step);
    const next = new Map<number, number>();
    for (const { pitch, tied: goesOn } of item.notes) {
      let index = tied.get(pitch);
      if (index === undefined) {
        index = notes.length;
        notes.push({ pitch, velocity: DEFAULT_VELOCITY, onsetStep: step, durationSteps });
      } else notes[index] = { ...notes[index], durationSteps: notes[index].durationSteps + durationSteps };
      if (goesOn) next.set(pitch, index);
    }
    tied = next;
  }
  return { notes, meters, keys, tempos, chordSymbols, firstBarSteps };
}
