// Facts of a tune as people say them: length, range, pitch names.
// Not the facts: the engine read them.

import type { Score } from '../../../shared/contract/score';
import type { Tune } from '../../../shared/contract/tunes';
import { plural } from '../../charts/format';
import { pitchClassNames } from './collection';
import { keySigns } from './tuneList';

/** Minutes and seconds: `0:42`, `12:05`. */
export function formatLength(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A pitch by name and octave; 60 is C4. */
export function pitchName(pitch: number): string {
  return `${pitchClassNames[pitch % 12]}${Math.floor(pitch / 12) - 1}`;
}

export function rangeWords(range: Tune['range']): string {
  if (range === null) return 'no notes with a pitch';
  const semitones = range.high - range.low;
  return `${pitchName(range.low)} to ${pitchName(range.high)} (${semitones} semitones)`;
}

/** How often something changes behind its beginning; nothing where it does not. */
function withChanges(all: readonly unknown[] = []): string {
  return all.length < 2 ? '' : `, ${plural(all.length - 1, 'change')}`;
}

/** The key and whether the file said it; null for the score while it is read. */
export function keyWords(tune: Tune, score: Score | null): string {
  if (tune.key === '') return 'none';
  const key = keySigns(tune.key);
  if (score === null) return key;
  if (score.keys.length === 0) return `${key}, estimated from the notes`;
  return `${key}, as written${withChanges(score.keys)}`;
}

/** The metre of the beginning and how often it changes. */
export function meterWords(tune: Tune, score: Score | null): string {
  return tune.meter + withChanges(score?.meters);
}

export function tempoWords(tune: Tune, score: Score | null): string {
  return `${Number(tune.qpm.toFixed(1))} quarter notes a minute` + withChanges(score?.tempos);
}
