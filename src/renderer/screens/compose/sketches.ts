// From what a person asks for to what the generator hears first, and to where its notes will go.
// Pure; the writing itself is in composeWriting.ts.

import type { Note, Score } from '../../../shared/contract/score';
import { barAt, barsOf, barSteps } from '../../../shared/music/bars';
import { createScore, scoreLength } from '../../../shared/music/score';
import { EDIT_STEPS_PER_QUARTER } from '../../music/roll/editGrid';
import { excerpt, lastBars, splice } from '../../music/roll/editSplice';
import type { Placement, Spliced, WrittenNotes } from '../../music/roll/editSplice';
import type { StepRange } from '../../music/player/scorePlayer';
import type { GenerateSettings } from './generateSettings';
import { meterOf } from './generateSettings';

/** `alone` is a tune of its own, `behind` goes on from the score, `inside` takes the place of bars. */
export type SketchKind = 'alone' | 'behind' | 'inside';

export interface Sketch {
  readonly kind: SketchKind;
  /** What the generator hears first; null for nothing. */
  readonly primer: Score | null;
  /** What the notes are written into. */
  readonly base: Score;
  /** Steps are those of `base`. */
  readonly placement: Placement;
}

/** What a sketch is made from. */
export interface SketchSource {
  readonly score: Score;
  /** Selected bars. */
  readonly range: StepRange | null;
  readonly part: number;
  /** The tune of the library that was chosen, for `tune`. */
  readonly tune: Score | null;
  /** One voice is written, other parts are not heard and not touched. */
  readonly oneVoice: boolean;
}

const hasNotes = (score: Score) => score.parts.some((part) => part.notes.length > 0);

/** An empty score of a tempo and metre, for drawing and for tunes from nothing. */
export function emptyScore(qpm: number, meter: string): Score {
  return createScore({
    stepsPerQuarter: EDIT_STEPS_PER_QUARTER,
    tempos: [{ step: 0, qpm }],
    meters: [{ step: 0, ...meterOf(meter) }],
  });
}

/** The sketch of a Generate. @returns null where what it should go on from is missing */
export function sketchOf(settings: GenerateSettings, source: SketchSource): Sketch | null {
  if (settings.origin === 'nothing') return fromNothing(settings);
  if (settings.origin === 'tune') return source.tune && fromTune(settings, source.tune);
  return hasNotes(source.score) ? fromScore(settings, source) : null;
}

function fromNothing({ qpm, meter }: GenerateSettings): Sketch {
  return {
    kind: 'alone',
    primer: null,
    base: emptyScore(qpm, meter),
    placement: { originStep: 0, window: { from: 0, to: Infinity }, part: 0, onlyPart: true },
  };
}

function fromTune({ primerBars }: GenerateSettings, tune: Score): Sketch {
  const base = excerpt(tune, lastBars(tune, primerBars));
  const window = { from: scoreLength(base), to: Infinity };
  return {
    kind: 'alone',
    primer: base,
    base,
    placement: { originStep: 0, window, part: 0, onlyPart: true },
  };
}

function fromScore({ scope, primerBars }: GenerateSettings, source: SketchSource): Sketch {
  const { score, part } = source;
  const voice = heardOf(score, source);
  const chosen = scope === 'selection' ? source.range : null;
  const heard = chosen ?? lastBars(voice, scope === 'last' ? primerBars : 0);
  const end = scoreLength(voice);
  const primer = excerpt(voice, heard);
  // What follows selected bars goes behind the score all the same, as if those bars were its end.
  const originStep = chosen === null ? heard.from : end - scoreLength(primer);
  const placement = { originStep, window: { from: end, to: Infinity }, part, onlyPart: source.oneVoice };
  return { kind: 'behind', primer: hasNotes(primer) ? primer : null, base: score, placement };
}

/** What a generator of one voice hears of several parts: the part it writes. */
function heardOf(score: Score, { oneVoice, part }: SketchSource): Score {
  const own = score.parts[part];
  return oneVoice && own !== undefined && own.notes.length > 0 ? { ...score, parts: [own] } : score;
}

/** The sketch that writes bars anew, and how the call is told which. */
export interface Rewriting extends Sketch {
  readonly bars: number;
  /** Of the primer; missing without one. */
  readonly startStep?: number;
  /** In force there, for bars from nothing. */
  readonly meter: { readonly beats: number; readonly beatUnit: number };
}

export function rewriting(source: SketchSource, range: StepRange): Rewriting {
  const { score, part, oneVoice } = source;
  const heard = heardOf(excerpt(score, { from: 0, to: range.from }), source);
  const primer = hasNotes(heard) ? heard : null;
  const bars = barsOf(score, range.to);
  const first = Math.max(0, barAt(bars, range.from));
  const { beats, beatUnit } = bars[first].meter;
  const originStep = primer === null ? range.from : 0;
  return {
    kind: 'inside',
    primer,
    base: score,
    placement: { originStep, window: range, part, onlyPart: oneVoice },
    bars: bars.length - first,
    ...(primer && { startStep: range.from }),
    meter: { beats, beatUnit },
  };
}

/** The score as it would be with what was written so far. */
export function carryOut({ base, placement }: Sketch, written: WrittenNotes): Spliced {
  return splice(base, written, placement);
}

/**
 * Puts a tune that was written alone behind a score, from its next bar line on.
 * @param firstStep of the written notes: what stands before it is left out
 * @param pickupSteps of the tune, in the score's steps: its first whole bar begins on a bar line
 */
export function behind(
  score: Score,
  written: WrittenNotes,
  firstStep: number,
  part: number,
  pickupSteps = 0,
): Spliced {
  const bars = barsOf(score, Math.max(1, scoreLength(score)));
  const last = bars[bars.length - 1];
  const lead = pickupSteps > 0 ? Math.max(0, barSteps(last.meter, score.stepsPerQuarter) - pickupSteps) : 0;
  const end = last.startStep + last.steps + Math.round(lead);
  const notes = written.notes.map((note): Note => ({ ...note, onsetStep: note.onsetStep - firstStep }));
  const window = { from: end, to: Infinity };
  const placement = { originStep: end, window, part, onlyPart: true };
  return splice(score, { ...written, notes }, placement);
}
