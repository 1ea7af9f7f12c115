// Fills a project's feature cache where the page has not: clips brought in while no page was open, another machine's.
// Not the computing (the compute thread) and not the cache (the library).

import type { ItemProgress } from '../../../shared/contract/call';
import type { FeaturesService } from '../../../shared/contract/features';
import type { ComputeService } from '../compute/computeService';
import type { Dataset } from '../dataset';

export interface FillOptions {
  readonly projectId: string;
  readonly dataset: Dataset;
  /** Where the features are computed. */
  readonly compute: ComputeService;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ItemProgress) => void;
}

/**
 * Computes and keeps the features that are missing for the project's configuration, and only those.
 * @throws aborted | disk-full | disk-denied; what was computed until then is kept
 */
export async function fillFeatures(library: FeaturesService, options: FillOptions): Promise<void> {
  const { projectId, dataset, compute, signal, onProgress } = options;
  const missing = new Set(await library.missing({ projectId }));
  const clips = dataset.clips.filter((clip) => missing.has(clip.id));
  if (clips.length === 0) return;
  const config = dataset.features;
  let writing: Promise<void> = Promise.resolve();
  onProgress?.({ done: 0, total: clips.length });
  await compute.computeFeatures(
    { clips, features: config },
    {
      signal,
      onProgress: ({ items, done }) => {
        writing = writing.then(() => library.put({ projectId, config, items }));
        writing.catch(() => undefined); // told below
        onProgress?.({ done, total: clips.length });
      },
    },
  );
  await writing;
}
