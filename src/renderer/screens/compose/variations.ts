// A variation as it grows: begun empty, longer with every progress, finished with the call's result. Pure.
// Who asks for variations and keeps them: composeWriting.ts and composeChoices.ts.

import type { GeneratedTune, GenerationProgress } from '../../../shared/contract/generation';
import type { Score } from '../../../shared/contract/score';
import { isTuned } from '../../../shared/music/operations';
import { scoreLength } from '../../../shared/music/score';
import { atResolution } from '../../music/roll/editGrid';
import type { Placement, Spliced, WrittenNotes } from '../../music/roll/editSplice';
import type { Variation } from './composeState';
import { behind, carryOut } from './sketches';
import type { Sketch } from './sketches';

let made = 0;

export function beginVariation(sketch: Sketch, number: number, seed: number, totalBars: number): Variation {
  const written: WrittenNotes = { stepsPerQuarter: sketch.base.stepsPerQuarter, notes: [] };
  return {
    id: `variation-${++made}`,
    number,
    seed,
    sketch,
    ...shape(sketch, written),
    isWriting: true,
    bars: 0,
    totalBars,
    ending: null,
    message: '',
  };
}

/** What is shown of a variation. */
function shape(
  sketch: Sketch,
  written: WrittenNotes,
): Pick<Variation, 'written' | 'score' | 'fresh' | 'firstStep'> {
  const { score, fresh } = carryOut(sketch, written);
  const { from } = sketch.placement.window;
  const firstStep = Math.round((from * score.stepsPerQuarter) / sketch.base.stepsPerQuarter);
  return { written, score, fresh, firstStep };
}

export function grown(variation: Variation, progress: GenerationProgress): Variation {
  const { stepsPerQuarter, notes, bars } = progress;
  const written = { stepsPerQuarter, notes: [...variation.written.notes, ...notes] };
  return { ...variation, ...shape(variation.sketch, written), bars };
}

export function finished(variation: Variation, tune: GeneratedTune): Variation {
  const { ending, message, seed } = tune;
  const written = writtenOf(tune, variation.sketch.primer);
  const sketch = variation.sketch.kind === 'alone' ? barred(variation.sketch, tune.score) : variation.sketch;
  return { ...variation, sketch, ...shape(sketch, written), seed, ending, message, isWriting: false };
}

/** A tune of its own has the bars that were written: the generator chooses a pick-up, and may change the metre. */
function barred(sketch: Sketch, { stepsPerQuarter, pickupSteps, meters, tempos }: Score): Sketch {
  const factor = stepsPerQuarter / sketch.base.stepsPerQuarter;
  return {
    ...sketch,
    base: { ...atResolution(sketch.base, stepsPerQuarter), pickupSteps, meters, tempos },
    placement: placedAt(sketch.placement, factor),
  };
}

/** The same place in a score of another resolution. */
function placedAt({ originStep, window, ...rest }: Placement, factor: number): Placement {
  return {
    ...rest,
    originStep: Math.round(originStep * factor),
    window: { from: Math.round(window.from * factor), to: window.to * factor },
  };
}

/** The notes of a result that are not the primer's: behind it, in its part or in one more than it has. */
export function writtenOf({ score, primerSteps }: GeneratedTune, primer: Score | null): WrittenNotes {
  const isBeside = primer !== null && score.parts.length > primer.parts.length;
  const parts = isBeside ? score.parts.slice(-1) : score.parts.filter(isTuned);
  const notes = parts.flatMap((part) => part.notes).filter(({ onsetStep }) => onsetStep >= primerSteps);
  return { stepsPerQuarter: score.stepsPerQuarter, notes };
}

/**
 * A variation in the score as it is now: at its place where it was written for it and the score still ends there,
 * else behind it.
 */
export function keptIn(score: Score, variation: Variation, part: number): Spliced {
  const { sketch, written } = variation;
  const { base } = sketch;
  const { originStep, window } = sketch.placement;
  const grew = score.stepsPerQuarter / base.stepsPerQuarter;
  const isLonger = scoreLength(score) !== scoreLength(base) * grew;
  if (sketch.kind === 'alone' || isLonger) {
    const first = ((window.from - originStep) * written.stepsPerQuarter) / base.stepsPerQuarter;
    return behind(score, written, first, part, window.from === 0 ? base.pickupSteps * grew : 0);
  }
  return carryOut({ ...sketch, base: score, placement: placedAt(sketch.placement, grew) }, written);
}
