// What training a generator with a configuration would mean, told before anything is built.
// Not the training, and not the decision: problems stop a run, warnings do not.

import { LabError } from '../../../shared/contract/errors';
import type { GeneratorConfig, GeneratorPlan, TuneCounts } from '../../../shared/contract/generators';
import { createCodec } from '../../../shared/music';
import type { Corpus, TuneSource } from './corpus';
import { countCorpus, makeCorpus, tunesOf } from './corpus';
import { countNetworkParameters } from './network';
import { countSteps, rowsOf } from './tuneWindows';

/** Below this a generator learns its tunes by heart rather than how they go. */
const fewTunes = 100;

/** Steps of a whole run. */
function stepsOf(corpus: Corpus, { batchSize, window, epochs }: GeneratorConfig): number {
  const lengths = tunesOf(corpus, 'train').map(({ tokens }) => tokens.length);
  return lengths.length === 0 ? 0 : epochs * countSteps(lengths, rowsOf(lengths.length, batchSize), window);
}

function problemsOf(counts: TuneCounts, { skipped }: Corpus): string[] {
  if (counts.train.tunes > 0) return [];
  if (skipped.length === 0) return ['There is no tune to train on: import some.'];
  return [`None of the tunes can be trained on. The first, ${skipped[0].tuneId}: ${skipped[0].reason}.`];
}

function warningsOf(counts: TuneCounts, corpus: Corpus): string[] {
  const warnings = [...corpus.warnings];
  const { train, valid, test } = counts;
  if (train.tunes > 0 && train.tunes < fewTunes) {
    const what = train.tunes === 1 ? 'Only one tune' : `Only ${train.tunes} tunes`;
    const advice = corpus.keys === 'random-key' ? '' : ' Random keys help a little.';
    warnings.push(`${what} to train on: what is written may quote them, look at the copy meter.${advice}`);
  }
  if (valid.tunes === 0) {
    warnings.push('No tune for validation: the best epoch is chosen by the training loss, which flatters.');
  }
  if (test.tunes === 0) warnings.push('No tune for the test: only the validation tunes say how good it is.');
  return warnings;
}

/** What a plan is made of, with the corpus it counted. */
export interface CorpusPlan {
  readonly corpus: Corpus;
  readonly plan: GeneratorPlan;
}

/** The corpus of a configuration and its plan. */
export function planCorpus(tunes: readonly TuneSource[], config: GeneratorConfig): CorpusPlan {
  const corpus = makeCorpus(tunes, config);
  const { vocabSize } = createCodec(corpus.vocabulary);
  const counts = countCorpus(corpus);
  const plan: GeneratorPlan = {
    counts,
    skipped: corpus.skipped,
    vocabSize,
    parameters: countNetworkParameters({ ...config, vocabSize }),
    steps: stepsOf(corpus, config),
    problems: problemsOf(counts, corpus),
    warnings: warningsOf(counts, corpus),
  };
  return { corpus, plan };
}

/**
 * Counts, sizes, and what stands in the way or should be known.
 * @returns pure in its arguments: nothing is read, no network is built
 */
export function planGenerator(tunes: readonly TuneSource[], config: GeneratorConfig): GeneratorPlan {
  return planCorpus(tunes, config).plan;
}

/** @throws LabError bad-data with all reasons where a configuration cannot be trained */
export function requireTrainableTunes(
  tunes: readonly TuneSource[],
  config: GeneratorConfig,
  name: string,
): CorpusPlan {
  const planned = planCorpus(tunes, config);
  const { problems, counts } = planned.plan;
  if (problems.length === 0) return planned;
  throw new LabError('bad-data', `${name} cannot be trained yet. ${problems.join(' ')}`, {
    problems,
    counts,
  });
}
