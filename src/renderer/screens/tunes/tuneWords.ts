// Facts of a tune as people say them: length, range, pitch names.
// Not the facts: the engine read them.

import type { Score } from '../../../shared/contract/score';
import type { Tune } from '../../../shared/contract/tunes';
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

/** The key and whether the file said it; null for the score while it is read. */
export function keyWords(tune: Tune, score: Score | null): string {
  if (tune.key === '') return 'none';
  const key = keySigns(tune.key);
  if (score === null) return key;
  if (score.keys.length === 0) return `${key}, estimated from the notes`;
  return `${key}, as written${score.keys.length > 1 ? `, ${score.keys.length - 1} changes` : ''}`;
}

/** The metre of the beginning and how often it changes. */
export function meterWords(tune: Tune, score: Score | null): string {
  const changes = (score?.meters.length ?? 1) - 1;
  return changes === 0 ? tune.meter : `${tune.meter}, ${changes === 1 ? '1 change' : `${changes} changes`}`;
}

export function tempoWords(tune: Tune, score: Score | null): string {
  const changes = (score?.tempos.length ?? 1) - 1;
  const tempo = `${Number(tune.qpm.toFixed(1))} quarter notes a minute`;
  return changes === 0 ? tempo : `${tempo}, ${changes === 1 ? '1 change' : `${changes} changes`}`;
}
