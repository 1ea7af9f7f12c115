// The copy meter over a run's training tunes, with their titles and places in their own steps.
// Not the comparison itself: src/shared/music/copyMeter.ts.

import type { CopyPlace, NamedCopyReport } from '../../../shared/contract/generation';
import { createCodec, createCopyMeter, quantise } from '../../../shared/music';
import type { CopyMeter, Score } from '../../../shared/music';
import type { Corpus, CorpusTune } from './corpus';
import { tunesOf } from './corpus';
import { gridOf } from './vocabulary';

/** Meters are kept as long as their corpus: building one reads every training tune. */
const meters = new WeakMap<Corpus, CopyMeter>();

/** The score of a tune's tokens, with the bars of the tune itself. */
export function scoreOf(tune: CorpusTune, { vocabulary }: Pick<Corpus, 'vocabulary'>): Score {
  const score = createCodec(vocabulary).decode(tune.tokens);
  const bars = quantise({ ...score, parts: [], ...barsOfTune(tune) }, gridOf(vocabulary));
  return { ...score, title: tune.title, pickupSteps: bars.pickupSteps, meters: bars.meters };
}

const barsOfTune = ({ stepsPerQuarter, pickupSteps, meters: changes }: CorpusTune) => ({
  stepsPerQuarter,
  pickupSteps,
  meters: changes,
});

function meterOf(corpus: Corpus): CopyMeter {
  const found =
    meters.get(corpus) ?? createCopyMeter(tunesOf(corpus, 'train').map((tune) => scoreOf(tune, corpus)));
  meters.set(corpus, found);
  return found;
}

/**
 * The longest runs that a tune shares with the tunes a generator learned from, in any key.
 * @param corpus of the run, see readCorpus
 */
export function measureCopies(corpus: Corpus, score: Score): NamedCopyReport {
  const trained = tunesOf(corpus, 'train');
  const grid = gridOf(corpus.vocabulary);
  const { longest, runs, notes } = meterOf(corpus).measure(score);
  const inOwnSteps = (place: CopyPlace, tune: number): CopyPlace => {
    const at = (step: number) => Math.round((step * trained[tune].stepsPerQuarter) / grid);
    return { ...place, startStep: at(place.startStep), endStep: at(place.endStep) };
  };
  const named = runs.map((run, index) => ({ ...run, tune: index, there: inOwnSteps(run.there, run.tune) }));
  return {
    longest: longest && named[0],
    runs: named,
    notes,
    tunes: runs.map(({ tune }) => ({ tuneId: trained[tune].id, title: trained[tune].title })),
  };
}
