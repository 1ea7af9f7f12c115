// A tune in numbers for lists, and what tells two tunes to be the same. Pure: used in any thread.
// Not the statistics of a collection: src/shared/music.

import { createHash } from 'node:crypto';
import type { Tune, TunePart } from '../../../shared/contract/tunes';
import { allNotes, barSteps, countNotes, estimateKey, isMonophonic, isTuned, keyName, pitchRange, scoreLength, withoutDrums, withoutUnisons } from '../../../shared/music'; // prettier-ignore
import type { Part, Score } from '../../../shared/music';
import { stepToSeconds } from '../../../shared/synth/tempoMap';

/** What a list tells of a tune beside its title and where it came from. */
export type TuneFacts = Pick<
  Tune,
  'parts' | 'notes' | 'bars' | 'seconds' | 'range' | 'key' | 'meter' | 'qpm' | 'monophonic'
>;

/** Measures a tune; drums count as parts only. */
export function describeTune(score: Score): TuneFacts {
  const tuned = withoutDrums(score);
  const [meter] = score.meters;
  const key = score.keys[0] ?? estimateKey(tuned);
  const end = scoreLength(score);
  return {
    parts: score.parts.map(describePart),
    notes: countNotes(tuned),
    bars: countBars(score, end),
    seconds: thousandths(stepToSeconds(score, end)),
    range: pitchRange(tuned),
    key: key && countNotes(tuned) > 0 ? keyName(key) : '',
    meter: `${meter.beats}/${meter.beatUnit}`,
    qpm: thousandths(score.tempos[0].qpm),
    monophonic: isMonophonic(tuned),
  };
}

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;

function describePart(part: Part): TunePart {
  const { name, channel, program, notes } = part;
  return { name, channel, program, notes: notes.length, drums: !isTuned(part) };
}

/** As many as `barsOf` makes, without making them: a damaged file may last for millions. */
export function countBars({ meters, pickupSteps, stepsPerQuarter }: Score, end: number): number {
  let bars = 0;
  meters.forEach((meter, i) => {
    const until = Math.min(end, meters[i + 1]?.step ?? Infinity);
    let from = meter.step;
    if (i === 0 && pickupSteps > 0 && from < until) {
      bars++;
      from += pickupSteps;
    }
    if (from < until) bars += Math.ceil((until - from) / barSteps(meter, stepsPerQuarter));
  });
  return bars;
}

/**
 * What is equal for tunes with the same notes: pitches, onsets and lengths in quarter notes from the first one on,
 * over all parts. Titles, tempo, instruments and loudness do not count.
 * @returns 32 hex digits
 */
export function notesKey(score: Score): string {
  const tuned = withoutDrums(score);
  const notes = withoutUnisons(allNotes(tuned.parts.length > 0 ? tuned : score));
  const first = notes[0]?.onsetStep ?? 0;
  const hash = createHash('sha256');
  for (const { pitch, onsetStep, durationSteps } of notes) {
    const onset = quarters(onsetStep - first, score.stepsPerQuarter);
    hash.update(`${pitch} ${onset} ${quarters(durationSteps, score.stepsPerQuarter)};`);
  }
  return hash.digest('hex').slice(0, 32);
}

/** Steps as a reduced fraction of a quarter note, equal on every grid. */
function quarters(steps: number, stepsPerQuarter: number): string {
  let [a, b] = [steps, stepsPerQuarter];
  while (b > 0) [a, b] = [b, a % b];
  return `${steps / a}/${stepsPerQuarter / a}`;
}
