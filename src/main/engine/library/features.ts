// The features service: which clips still need features, and taking in those the page computed.
// Not their computing: that is src/shared/dsp, in the page's worker or in training.

import { join } from 'node:path';
import { LabError } from '../../../shared/contract/errors';
import type { FeatureConfig, FeaturesService } from '../../../shared/contract/features';
import { featureKey } from '../../../shared/dsp/featureConfig';
import { featureCacheKey, openFeatureCache } from './featureCache';
import type { FeatureCache } from './featureCache';
import { CACHE_FOLDER } from './layout';
import type { SpeechProject } from './speechProject';
import type { LibraryContext } from './registry';

/** Most clips in one `put`. */
const MAX_FEATURES = 512;

/** A cache and the configuration it is of. */
export interface ProjectCache extends FeatureCache {
  readonly key: string;
}

/** The contract's features over the caches of a library's projects. */
export function createFeaturesService(context: LibraryContext): FeaturesService {
  const { registry } = context;
  return {
    missing: ({ projectId }) =>
      registry.speech.change(projectId, 'The feature cache cannot be read', async (project) => {
        const cache = await cacheOf(context, project);
        await cache.refresh();
        return project
          .list()
          .filter((clip) => !cache.has(featureCacheKey(clip)))
          .map((clip) => clip.id);
      }),
    put: ({ projectId, config, items }) =>
      registry.speech.change(projectId, 'The features were not kept', async (project) => {
        requireConfig(project, config);
        if (items.length > MAX_FEATURES) {
          throw new LabError(
            'too-large',
            `Expected features of at most ${MAX_FEATURES} clips, got ${items.length}.`,
          );
        }
        const cache = await cacheOf(context, project);
        await cache.putMany(
          items.flatMap(({ clipId, mfcc, trim }) => {
            const clip = project.find(clipId);
            const isOf =
              clip && (trim === undefined || featureCacheKey({ ...clip, trim }) === featureCacheKey(clip));
            return isOf ? [{ key: featureCacheKey(clip), mfcc }] : []; // of a clip that is gone or trimmed anew: no use
          }),
        );
      }),
  };
}

function requireConfig(project: SpeechProject, config: FeatureConfig): void {
  const expected = featureKey(project.record.features);
  const got = featureKey(config);
  if (expected === got) return;
  const message = `Expected features made with ${expected}, got ${got}. Read the project's configuration and compute them anew.`;
  throw new LabError('feature-mismatch', message, { expected, got });
}

/** The open cache of a project's present configuration. */
async function cacheOf({ caches }: LibraryContext, project: SpeechProject): Promise<FeatureCache> {
  const { features } = project.record;
  const key = featureKey(features);
  const known = caches.get(project.id);
  if (known?.key === key) return known;
  await known?.close();
  caches.delete(project.id);
  const cache: ProjectCache = Object.assign(
    await openFeatureCache(join(project.folder, CACHE_FOLDER), features),
    { key },
  );
  caches.set(project.id, cache);
  return cache;
}
