// Tunes for the library's tests: small, exact, different from each other.
// Not melodies worth hearing.

import type { Score } from '../../../../shared/contract/score';
import { createPart, createScore, writeAbc, writeMidi } from '../../../../shared/music';
import { openTestLibrary, temporaryFolder } from './folders';

/** A tune of eight quarter notes; another `seed` is another tune. */
export function tuneScore(seed: number, fields: Partial<Score> = {}): Score {
  const notes = Array.from({ length: 8 }, (_, i) => ({
    ...{ pitch: 60 + ((seed >> i) & 1) * 4 + (i % 3), velocity: 90, onsetStep: 4 * i, durationSteps: 4 },
  }));
  const last = { pitch: 40 + (seed % 40), velocity: 80, onsetStep: 32, durationSteps: 4 };
  return createScore({
    ...{ title: `Tune ${seed}`, stepsPerQuarter: 4, parts: [createPart([...notes, last])] },
    ...{ tempos: [{ step: 0, qpm: 100 }], keys: [{ step: 0, sharps: 1, tonic: 7, mode: 'major' as const }] },
    ...fields,
  });
}

export function midiFile(seed: number, name = `tune-${seed}.mid`, fields: Partial<Score> = {}) {
  return { name, bytes: writeMidi(tuneScore(seed, fields)) };
}

/** A book of ABC with these tunes. */
export function abcBook(seeds: readonly number[], name = 'book.abc', header = '') {
  const text = seeds.map((seed, i) => writeAbc(tuneScore(seed), i + 1)).join('\n');
  return { name, bytes: new TextEncoder().encode(header + text) };
}

/** A library in a folder of its own with one music project named Tunes. */
export async function openMusicProject(parent?: string) {
  const home = await temporaryFolder(parent);
  const library = await openTestLibrary(home);
  const { id: projectId, folder } = await library.projects.create({ name: 'Tunes', kind: 'music' });
  return { home, library, projectId, folder };
}

/** What the next process finds. */
export async function reopenMusic(home: string, projectId: string) {
  const library = await openTestLibrary(home);
  const { notices } = await library.projects.open({ projectId });
  const tunes = await library.tunes.list({ projectId });
  return { library, notices, tunes };
}
