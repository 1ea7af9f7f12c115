// Played voices put together as a score.
// The grid is chosen here; nothing is rounded that a finer one could hold.

import { barSteps } from '../bars';
import { quantise, withoutUnisons } from '../operations';
import { createPart, createScore } from '../score';
import type { Part, Score } from '../score';
import type { PlayedVoice } from './abcExpand';
import { ABC_STEPS_PER_QUARTER } from './abcFields';

/** The resolution of ABC scores, unless a tune has tuplets of 7 or 9: then abcFields.ts' own. */
const STEPS_PER_QUARTER = 480;

/**
 * One score of all voices; metre, key and pick-up are the first voice's that has notes.
 * @param names of the voices, by id
 * @returns in 480 steps a quarter note, or in abcFields.ts' finer ones where a tune needs them
 */
export function assembleAbc(
  title: string,
  voices: readonly { readonly id: string; readonly played: PlayedVoice }[],
  names: ReadonlyMap<string, string>,
): Score {
  const sounding = voices.filter(({ played }) => played.notes.length > 0);
  const first = (sounding[0] ?? voices[0])?.played;
  const parts = sounding.map(({ id, played }, track): Part => {
    const name = names.get(id) ?? (sounding.length > 1 ? id : '');
    const channel = track < 9 ? track : Math.min(15, track + 1);
    return createPart(withoutUnisons(played.notes), { name, track, channel });
  });
  const whole = barSteps(first?.meters[0] ?? { beats: 4, beatUnit: 4 }, ABC_STEPS_PER_QUARTER);
  const pickup = Math.round(first?.firstBarSteps ?? 0);
  const score = createScore({
    title,
    stepsPerQuarter: ABC_STEPS_PER_QUARTER,
    pickupSteps: pickup < whole ? pickup : 0,
    parts,
    tempos: fromStart(voices.flatMap(({ played }) => played.tempos)),
    meters: fromStart(first?.meters ?? []),
    keys: fromStart(first?.keys ?? []),
    chordSymbols: voices.flatMap(({ played }) => played.chordSymbols).sort((a, b) => a.step - b.step),
  });
  return coarser(score);
}

/** Changes by step, the last of each step, without those that change nothing; the first counts from the start. */
function fromStart<T extends { readonly step: number }>(changes: readonly T[]): T[] {
  const byStep = new Map<number, T>();
  for (const change of changes) byStep.set(change.step, change);
  const ordered = [...byStep.values()].sort((a, b) => a.step - b.step);
  const same = (a: T, b: T) => JSON.stringify({ ...a, step: 0 }) === JSON.stringify({ ...b, step: 0 });
  const kept: T[] = [];
  for (const change of ordered) {
    if (kept.length === 0) kept.push({ ...change, step: 0 });
    else if (!same(kept[kept.length - 1], change)) kept.push(change);
  }
  return kept;
}

/** 480 steps a quarter note wherever that loses nothing. */
function coarser(score: Score): Score {
  const factor = ABC_STEPS_PER_QUARTER / STEPS_PER_QUARTER;
  const notes = score.parts.flatMap((part) => part.notes);
  const changes = [...score.meters, ...score.keys, ...score.tempos, ...score.chordSymbols];
  const steps = [score.pickupSteps, ...changes.map((change) => change.step)];
  const fits = (step: number) => step % factor === 0;
  const exact = steps.every(fits) && notes.every((note) => fits(note.onsetStep) && fits(note.durationSteps));
  return exact ? quantise(score, STEPS_PER_QUARTER) : score;
}
