// A primer and the tokens written behind it as one score. The primer's notes stay as they were given.
// Not the writing: writeTune.ts.

import type { GenerationOptions } from '../../../shared/contract/generation';
import { createPart, createScore, DEFAULT_QPM, isTuned, quantise, sortNotes } from '../../../shared/music';
import type { Note, Part, Score, TokenCodec } from '../../../shared/music';
import type { Primer } from './primer';
import { gridOf } from './vocabulary';

/** Finest grid a score may have. */
const finestGrid = 32_767;

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** The coarsest grid that holds both the vocabulary's and the primer's; the vocabulary's where that is too fine. */
export function resultGrid(grid: number, primer: Primer): number {
  const own = primer.score?.stepsPerQuarter ?? grid;
  const both = (grid / greatestCommonDivisor(grid, own)) * own;
  return both <= finestGrid ? both : grid;
}

/** What was written, on the result's grid. */
export interface WrittenNotes {
  readonly notes: readonly Note[];
  /** On the vocabulary's grid, with the metres that were written. */
  readonly decoded: Score;
}

/**
 * The notes behind a primer, in the primer's own key; what goes on sounding from it begins anew there.
 * @param endStep of the vocabulary's grid: notes are cut there
 */
export function notesBehind(
  codec: TokenCodec,
  tokens: ArrayLike<number>,
  primer: Primer,
  endStep: number,
): WrittenNotes {
  const decoded = codec.decode(tokens);
  const grid = gridOf(codec.vocabulary);
  const factor = resultGrid(grid, primer) / grid;
  const notes = (decoded.parts[0]?.notes ?? []).flatMap((note) => {
    const from = Math.max(note.onsetStep, primer.steps);
    const to = Math.min(note.onsetStep + note.durationSteps, endStep);
    if (to <= from) return [];
    const pitch = note.pitch - primer.shift;
    return [{ ...note, pitch, onsetStep: from * factor, durationSteps: (to - from) * factor }];
  });
  return { notes: sortNotes(notes), decoded };
}

/** The primer's parts with the new notes: in its one part, or in a part of their own beside several. */
function joinParts(primer: Score | null, notes: readonly Note[]): readonly Part[] {
  if (!primer) return [createPart(notes)];
  const sounding = primer.parts.filter((part) => isTuned(part) && part.notes.length > 0);
  if (sounding.length !== 1) {
    const { track, channel, program } = sounding[0];
    return [...primer.parts, createPart(notes, { name: 'Generated', track, channel, program })];
  }
  return primer.parts.map((part) =>
    part === sounding[0] ? { ...part, notes: sortNotes([...part.notes, ...notes]) } : part,
  );
}

/** The metres written behind the primer, or all of a tune from nothing. */
function metersOf(
  base: Score | null,
  { decoded }: WrittenNotes,
  primer: Primer,
  factor: number,
): Score['meters'] {
  const start = primer.steps * factor;
  const written = decoded.meters.map((meter) => ({ ...meter, step: meter.step * factor }));
  if (!base) return written;
  const before = base.meters.filter(({ step }) => step === 0 || step <= start);
  return [
    ...before,
    ...written.filter(({ step }) => step > (before[before.length - 1]?.step ?? 0) && step >= start),
  ];
}

/** The whole tune. */
export function joinScore(
  codec: TokenCodec,
  primer: Primer,
  written: WrittenNotes,
  { qpm }: Pick<GenerationOptions, 'qpm'>,
): Score {
  const grid = gridOf(codec.vocabulary);
  const stepsPerQuarter = resultGrid(grid, primer);
  const factor = stepsPerQuarter / grid;
  const base = primer.score && quantise(primer.score, stepsPerQuarter);
  const start = primer.steps * factor;
  const upToStart = <T extends { readonly step: number }>(changes: readonly T[]): T[] =>
    changes.filter(({ step }) => step === 0 || step <= start);
  const frames = codec.vocabulary.kind === 'frames' && primer.meter ? [{ ...primer.meter, step: 0 }] : null;
  return createScore({
    title: base?.title || 'New tune',
    stepsPerQuarter,
    pickupSteps: base ? base.pickupSteps : written.decoded.pickupSteps * factor,
    parts: joinParts(base, written.notes),
    tempos: qpm || !base ? [{ step: 0, qpm: qpm ?? DEFAULT_QPM }] : upToStart(base.tempos),
    meters: !base && frames ? frames : metersOf(base, written, primer, factor),
    keys: upToStart(base?.keys ?? []),
    chordSymbols: upToStart(base?.chordSymbols ?? []),
  });
}
