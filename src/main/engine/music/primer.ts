// What a tune goes on from, as tokens: a primer's own, or the beginning of a tune from nothing.
// Not what is written behind it (writeTune.ts), and not how both become one score (resultScore.ts).

import { LabError } from '../../../shared/contract/errors';
import type { GenerationOptions } from '../../../shared/contract/generation';
import {
  barsOf,
  createPart,
  isMonophonic,
  melodyMeters,
  mergeParts,
  METER_TOKEN,
  quantise,
  scoreLength,
  semitonesToNeutral,
  START_TOKEN,
  STEP_TOKEN,
  topLine,
  transpose,
  withoutDrums,
} from '../../../shared/music';
import type { MeterChange, Score } from '../../../shared/music';
import type { GeneratorModel } from './openGenerator';
import { gridOf } from './vocabulary';

/** The beginning of a sequence. Steps are those of the vocabulary's grid. */
export interface Primer {
  /** From START on, without END. */
  readonly tokens: Int32Array;
  /** As it was given; null from nothing. */
  readonly score: Score | null;
  /** Where writing begins. */
  readonly steps: number;
  /** Semitones from the primer's key to the key the model knows. */
  readonly shift: number;
  /** Metre in force where writing begins; null where the model chooses one. */
  readonly meter: MeterChange | null;
  /** Steps from there to the next bar line, 0 on one. */
  readonly stepsToBarLine: number;
}

type Model = Pick<GeneratorModel, 'vocabulary' | 'codec' | 'receipt'>;

const noPrimer = { score: null, steps: 0, shift: 0, stepsToBarLine: 0 } as const;

function fromNothing({ vocabulary }: Model, meter: GenerationOptions['meter']): Primer {
  if (vocabulary.kind === 'frames') {
    const change = { step: 0, beats: 4, beatUnit: 4, ...meter };
    return { ...noPrimer, tokens: Int32Array.of(START_TOKEN), meter: change };
  }
  if (!meter) return { ...noPrimer, tokens: Int32Array.of(START_TOKEN), meter: null };
  const index = melodyMeters.findIndex(
    ([beats, beatUnit]) => beats === meter.beats && beatUnit === meter.beatUnit,
  );
  if (index < 0) {
    const known = melodyMeters.map((pair) => pair.join('/')).join(', ');
    throw new LabError(
      'invalid-argument',
      `meter: expected one of ${known}, got ${meter.beats}/${meter.beatUnit}.`,
      {
        path: 'meter',
      },
    );
  }
  return {
    ...noPrimer,
    tokens: Int32Array.of(START_TOKEN, METER_TOKEN + index),
    meter: { step: 0, ...meter },
  };
}

/** One part of what the model can hold: its highest line for melodies. */
function heardScore({ vocabulary }: Model, primer: Score): Score {
  const merged = mergeParts(withoutDrums(primer));
  return vocabulary.kind === 'melody' && !isMonophonic(merged) ? topLine(merged) : merged;
}

/** Tokens up to `steps`: a note is put there and taken out again with all behind it, so that rests before it are told. */
function encodeUntil(model: Model, score: Score, steps: number): Int32Array {
  const { codec, vocabulary } = model;
  if (steps <= scoreLength(score)) return codec.encode(score).slice(0, -1);
  if (vocabulary.kind === 'frames') {
    const tokens = Array.from(codec.encode(score).slice(0, -1));
    for (let step = scoreLength(score); step < steps; step++) tokens.push(STEP_TOKEN);
    return Int32Array.from(tokens);
  }
  const marker = { pitch: vocabulary.lowestPitch, velocity: 1, onsetStep: steps, durationSteps: 1 };
  const tokens = codec.encode({ ...score, parts: [createPart([...score.parts[0].notes, marker])] });
  return tokens.slice(
    0,
    tokens.findLastIndex((token) => codec.pitchOf(token) >= 0),
  );
}

/** Metre and bar line where writing begins. */
function barsAt(score: Score, steps: number): Pick<Primer, 'meter' | 'stepsToBarLine'> {
  const bars = barsOf(score, steps + 1);
  const last = bars[bars.length - 1];
  const { meter } = last;
  const behind = steps - last.startStep;
  return { meter, stepsToBarLine: behind === 0 ? 0 : last.steps - behind };
}

/**
 * The primer of a generation.
 * @throws LabError bad-score where it does not fit the vocabulary, with the pitch; invalid-argument for a metre that
 *   melodies cannot have
 */
export function preparePrimer(
  model: Model,
  options: Pick<GenerationOptions, 'primer' | 'startStep' | 'meter'>,
): Primer {
  const { primer, startStep = 0, meter } = options;
  const heard = primer && heardScore(model, primer);
  if (!primer || !heard || heard.parts[0].notes.length === 0) return fromNothing(model, meter);
  const grid = gridOf(model.vocabulary);
  const shift = model.receipt.config.keys === 'one-key' ? semitonesToNeutral(heard) : 0;
  const score = quantise(transpose(heard, shift), grid);
  const start = Math.round((startStep * grid) / primer.stepsPerQuarter);
  const steps = Math.max(start, scoreLength(score));
  return { tokens: encodeUntil(model, score, steps), score: primer, steps, shift, ...barsAt(score, steps) };
}
