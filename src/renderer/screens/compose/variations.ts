// A variation as it grows: begun empty, longer with every progress, finished with the call's result. Pure.
// Who asks for variations and keeps them: composeWriting.ts and composeChoices.ts.

import type { GeneratedTune, GenerationProgress } from '../../../shared/contract/generation';
import type { Score } from '../../../shared/contract/score';
import { isTuned } from '../../../shared/music/operations';
import { scoreLength } from '../../../shared/music/score';
import type { Spliced, WrittenNotes } from '../../music/roll/editSplice';
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
  return { ...variation, ...shape(variation.sketch, written), seed, ending, message, isWriting: false };
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
    return behind(score, written, first, part);
  }
  const placement = {
    ...sketch.placement,
    originStep: originStep * grew,
    window: { from: window.from * grew, to: window.to * grew },
  };
  return carryOut({ ...sketch, base: score, placement }, written);
}
