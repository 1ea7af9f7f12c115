// Computes the features a project still lacks, in the page's worker, and hands them to the engine's cache.
// Not needed for correctness: what is missing when training starts, the engine computes the same way.

import { LabError } from '../../shared/contract/errors';
import type { Clip, Sound } from '../../shared/contract/clips';
import type { Project } from '../../shared/contract/projects';
import type { JobHandle } from './appStore';
import type { Lab } from '../lab';

export type FeatureLab = Pick<Lab, 'services' | 'app' | 'features'>;

/** Clips fetched, computed and put away at a time: a few megabytes of sound. */
const BATCH = 64;

/**
 * @throws aborted when the person stopped the job; what was computed until then is kept
 */
export async function prepareFeatures(lab: FeatureLab): Promise<void> {
  const { project, clips, actions } = lab.app.getState();
  if (project === null) return;
  const missing = await lab.services.features.missing({ projectId: project.id });
  if (missing.length === 0) return;
  const job = actions.startJob('Computing features');
  try {
    await computeAll(lab, project, missing, new Map(clips.map((clip) => [clip.id, clip])), job);
  } finally {
    job.end();
  }
}

async function computeAll(
  lab: FeatureLab,
  project: Project,
  clipIds: readonly string[],
  clips: ReadonlyMap<string, Clip>,
  job: JobHandle,
): Promise<void> {
  job.update(0, clipIds.length);
  for (let at = 0; at < clipIds.length; at += BATCH) {
    const batch = clipIds.slice(at, at + BATCH);
    const sounds = await lab.services.clips.sounds({ projectId: project.id, clipIds: batch });
    const items = [];
    for (const sound of sounds) {
      if (job.signal.aborted) throw new LabError('aborted', 'Stopped while computing features.');
      const trim = clips.get(sound.clipId)?.trim ?? null;
      items.push({ clipId: sound.clipId, trim, mfcc: await mfccOf(lab, project, sound, trim) });
      job.update(at + items.length, clipIds.length);
    }
    await lab.services.features.put({ projectId: project.id, config: project.features, items });
  }
}

function mfccOf(lab: FeatureLab, project: Project, { samples, sampleRate }: Sound, trim: Clip['trim']) {
  return lab.features.mfcc(samples, sampleRate, trim, project.features);
}
