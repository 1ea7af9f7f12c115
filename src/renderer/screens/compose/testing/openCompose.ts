// A Compose store around fakes, for the tests of this folder: drafts in memory, downloads in a list, a set seed.
// The fake services and the fake player are the page's own, in src/renderer/testing.

import { expect, vi } from 'vitest';
import type { GeneratedTune, GenerationService } from '../../../../shared/contract/generation';
import type { GeneratorRun } from '../../../../shared/contract/generators';
import type { Note } from '../../../../shared/contract/score';
import { createPart, createScore } from '../../../../shared/music/score';
import { createAppStore } from '../../../stores/appStore';
import { createFirstSteps } from '../../../stores/firstSteps';
import { createFakeHost } from '../../../testing/fakeHost';
import { createFakeScorePlayer } from '../../../testing/fakeScorePlayer';
import { createFakeServices } from '../../../testing/fakeServices';
import { createComposeStore } from '../composeStore';
import { presentOf } from '../composeState';
import type { Draft, DraftStore } from '../drafts';

export const settled = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 5 });

export function memoryDrafts(): DraftStore & { readonly kept: Map<string, Draft> } {
  const kept = new Map<string, Draft>();
  return {
    kept,
    read: async (projectId) => structuredClone(kept.get(projectId)) ?? null,
    write: async (projectId, draft) => void kept.set(projectId, structuredClone(draft)),
  };
}

/** A tune as the engine returns it: quarter notes of one pitch, behind a primer. */
export function writtenTune(
  bars: number,
  pitch: number,
  fields: Partial<GeneratedTune> = {},
  from = 0,
): GeneratedTune {
  const notes = Array.from({ length: bars * 4 }, (_, i): Note => ({
    pitch,
    velocity: 90,
    onsetStep: from + 4 * i,
    durationSteps: 4,
  }));
  return {
    score: createScore({ stepsPerQuarter: 4, parts: [createPart(notes)] }),
    primerSteps: from,
    seed: 1,
    ending: 'bars',
    message: `All ${bars} bars were written.`,
    tokens: 10,
    tokensPerSecond: 100,
    ...fields,
  };
}

export interface OpenOptions {
  readonly drafts?: DraftStore;
  readonly generation?: Partial<GenerationService>;
}

export async function openCompose({ drafts = memoryDrafts(), generation = {} }: OpenOptions = {}) {
  const { services, state } = createFakeServices({
    first: 'music',
    tunes: 5,
    learning: { runs: 0, generatorRuns: 2 },
    override: { generation },
  });
  const app = createAppStore(createFakeHost(services));
  await settled(() => expect(app.getState().generatorRuns.length).toBe(2));
  const scorePlayer = createFakeScorePlayer();
  const downloads: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  const compose = createComposeStore(
    { services, app, scorePlayer, firstSteps: createFirstSteps() },
    {
      drafts,
      download: (name, bytes) => downloads.push({ name, bytes }),
      renderWav: async (_score, { onProgress } = {}) => {
        onProgress?.(1);
        return new Uint8Array([82, 73, 70, 70]);
      },
      readSoundFont: async () => null,
      random: () => 0.25,
      now: () => new Date('2026-11-22T14:00:00Z'),
    },
  );
  await settled(() => expect(compose.store.getState().phase).toBe('ready'));
  const run: GeneratorRun = app.getState().generatorRuns[0];
  const get = compose.store.getState;
  const document = () => presentOf(get());
  const notes = (): readonly Note[] => document().score.parts.flatMap((part) => part.notes);
  return { compose, app, services, scorePlayer, downloads, run, get, document, notes, music: state.music };
}
