// What the compute thread does for music: reads tunes, plans, trains, writes, evaluates and compares.
// Not the learning itself (../music) and not the library's records.

import type { TuneOverview } from '../../../shared/contract/tunes';
import { collectionStatistics } from '../../../shared/music';
import { prepareStored, prepareTunes, readStoredScore } from '../library';
import {
  evaluateGenerator,
  exportGenerator,
  generateTunes,
  leftOutWords,
  measureCopies,
  openGenerator,
  planGenerator,
  splitCollection,
  trainGenerator,
} from '../music';
import type { ComputeMusic } from './computeService';
import { createLeases } from './leases';
import { createCorpusShelf } from './corpusShelf';
import { createScoreShelf } from './scoreShelf';
import type { LoadedTunes } from './scoreShelf';
import { trainingHooks } from './trainingHooks';

type Stoppable = <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** @param stoppable runs a training that `stopTraining` ends */
export function createComputeMusic(stoppable: Stoppable): ComputeMusic {
  const scores = createScoreShelf();
  const corpora = createCorpusShelf();
  const generators = createLeases((folder) => openGenerator(folder), 'receipt.json');

  return {
    prepareFile: async (file) => prepareTunes(file),
    prepareStored: async (file) => prepareStored(file),
    readScore: async (file) => readStoredScore(file).score,
    overview: async ({ tunes }) => overviewOf(await scores.load(tunes)),
    async planGenerator({ tunes, config }) {
      const { sources, unreadable } = await scores.load(tunes);
      const plan = planGenerator(sources, config);
      return { ...plan, skipped: [...plan.skipped, ...unreadable] };
    },
    trainGenerator: ({ tunes, ...job }, call) =>
      stoppable(async (signal) => {
        const { sources, unreadable } = await scores.load(tunes);
        const result = await trainGenerator(
          { ...job, tunes: sources },
          { signal, ...trainingHooks(call?.onProgress) },
        );
        return { ...result, warnings: [...result.warnings, ...leftOutWords(unreadable)] };
      }),
    evaluateGenerator: ({ folder, runFolder, split }, call) =>
      generators.use(folder, async (model) =>
        evaluateGenerator(model, await corpora.read(runFolder), split, call),
      ),
    generate: ({ folder, options }, call) =>
      generators.use(folder, (model) => generateTunes(model, options, call)),
    measureCopies: async ({ runFolder, score }) => measureCopies(await corpora.read(runFolder), score),
    exportGenerator: ({ folder, outFolder }) => exportGenerator(folder, outFolder),
  };
}

/** Tunes that cannot be read are not in it; they are named where they are opened. */
function overviewOf({ sources }: LoadedTunes): TuneOverview {
  return {
    statistics: collectionStatistics(sources.map(({ score }) => score)),
    splits: splitCollection(sources),
    tuneIds: sources.map(({ id }) => id),
  };
}
