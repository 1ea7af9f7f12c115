// Sounds of clips by id: asked for one at a time, fetched in batches, the least used given up first.
// Not state: nothing here is rendered, so audio never passes through a store.

import { LabError } from '../../shared/contract/errors';
import type { Sound } from '../../shared/contract/clips';
import type { ClipsService } from '../../shared/contract/clips';

export interface SoundCache {
  /** @throws not-found when the clip is gone */
  get(projectId: string, clipId: string): Promise<Sound>;
  /** The sound when it is already here. */
  peek(clipId: string): Sound | null;
  /** Puts in a sound the page has anyway, e.g. a take just recorded. */
  put(clipId: string, sound: Sound): void;
  clear(): void;
}

/** Clips a call of `clips.sounds` may name. */
const BATCH = 256;

interface Waiting {
  readonly projectId: string;
  readonly clipId: string;
  readonly resolve: (sound: Sound) => void;
  readonly reject: (error: unknown) => void;
}

/** @param maxSamples samples kept in all; default 32 million, 128 MB */
export function createSoundCache(clips: Pick<ClipsService, 'sounds'>, maxSamples = 32_000_000): SoundCache {
  const kept = new Map<string, Sound>();
  const pending = new Map<string, Promise<Sound>>();
  let waiting: Waiting[] = [];
  let samples = 0;

  const put = (clipId: string, sound: Sound) => {
    samples += sound.samples.length - (kept.get(clipId)?.samples.length ?? 0);
    kept.delete(clipId);
    kept.set(clipId, sound);
    for (const [oldest, old] of kept) {
      if (samples <= maxSamples || oldest === clipId) break;
      kept.delete(oldest);
      samples -= old.samples.length;
    }
  };

  const fetchBatch = async (projectId: string, batch: readonly Waiting[]) => {
    try {
      const sounds = await clips.sounds({ projectId, clipIds: batch.map((one) => one.clipId) });
      const came = new Map(
        sounds.map(({ clipId, samples, sampleRate }) => [clipId, { samples, sampleRate }]),
      );
      came.forEach((sound, clipId) => put(clipId, sound));
      for (const one of batch) {
        const sound = came.get(one.clipId);
        if (sound) one.resolve(sound);
        else one.reject(new LabError('not-found', `The clip ${one.clipId} is not in this project any more.`));
      }
    } catch (error) {
      for (const one of batch) one.reject(error);
    }
  };

  const flush = () => {
    const all = waiting;
    waiting = [];
    for (const projectId of new Set(all.map((one) => one.projectId))) {
      const mine = all.filter((one) => one.projectId === projectId);
      for (let i = 0; i < mine.length; i += BATCH) void fetchBatch(projectId, mine.slice(i, i + BATCH));
    }
  };

  const request = (projectId: string, clipId: string) => {
    const promise = new Promise<Sound>((resolve, reject) => {
      if (waiting.length === 0) queueMicrotask(flush);
      waiting.push({ projectId, clipId, resolve, reject });
    }).finally(() => pending.delete(clipId));
    pending.set(clipId, promise);
    return promise;
  };

  return {
    get: (projectId, clipId) => {
      const sound = kept.get(clipId);
      if (!sound) return pending.get(clipId) ?? request(projectId, clipId);
      kept.delete(clipId);
      kept.set(clipId, sound);
      return Promise.resolve(sound);
    },
    peek: (clipId) => kept.get(clipId) ?? null,
    put,
    clear: () => {
      kept.clear();
      samples = 0;
    },
  };
}
