// The tunes service: takes in, notes out, changes, trash and back.
// Not the writing itself (musicProject, importTunes) and not the overview, which the compute thread makes.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import type { Score } from '../../../shared/contract/score';
import type { Tune, TunesService } from '../../../shared/contract/tunes';
import { baseName } from '../../../shared/data/fileNames';
import { isMissing } from './files';
import { importTunes, requireTuneImportSize } from './importTunes';
import { sha256 } from './intake';
import { validateName } from './layout';
import type { MusicProject } from './musicProject';
import { prepareScore } from './prepareTunes';
import { mapLimited } from './queue';
import type { LibraryContext } from './registry';
import { hasDrums, toTune } from './storedTune';
import type { StoredTune } from './storedTune';

/** Most tunes whose notes go in one answer. */
const MAX_SCORES = 256;

/** The contract's tunes over the projects of a library, without the overview. */
export function createTunesService(context: LibraryContext): Omit<TunesService, 'overview'> {
  const { registry, clock, emit, tuneReader } = context;
  const change = async <T>(
    projectId: string,
    what: string,
    work: (project: MusicProject) => Promise<T>,
  ): Promise<T> => {
    const result = await registry.music.change(projectId, what, work);
    emit('tunes.changed', { projectId });
    return result;
  };

  return {
    async list({ projectId }) {
      return (await registry.music.read(projectId)).list();
    },
    async scores({ projectId, tuneIds }) {
      requireCount(tuneIds);
      const project = await registry.music.read(projectId);
      return mapLimited(tuneIds, 8, (tuneId) => readScore(context, project, tuneId));
    },
    async importFiles({ projectId, files, drums = false, framesPerQuarter }, call) {
      requireTuneImportSize(files);
      try {
        return await registry.music.change(
          projectId,
          'The import stopped; what came in before is kept',
          (project) =>
            importTunes(
              project,
              files,
              { reader: tuneReader, origin: 'imported', drums, framesPerQuarter, now: clock() },
              call,
            ),
        );
      } finally {
        emit('tunes.changed', { projectId });
      }
    },
    async save({ projectId, tuneId, title: given, score, origin }) {
      const title = validateName(given, 'title');
      const prepared = prepareScore({ ...score, title });
      const now = clock().toISOString();
      return change(projectId, `The tune ${title} was not saved`, async (project) => {
        const tune = { prepared, title, origin, source: '', createdAt: now };
        if (tuneId === null) return toTune((await project.add([tune]))[0]);
        const [before] = findInUse(project, [tuneId]);
        return toTune(await project.replace(before, tune, now));
      });
    },
    async rename({ projectId, tuneId, title: given }) {
      const title = validateName(given, 'title');
      return change(projectId, 'The tune was not renamed', async (project) => {
        const [tune] = findInUse(project, [tuneId]);
        const renamed = tune.title === title ? tune : project.placed({ ...tune, title });
        await project.change([renamed]);
        return toTune(renamed);
      });
    },
    async remove({ projectId, tuneIds }) {
      const trashedAt = clock().toISOString();
      await change(projectId, 'The tunes were not removed', async (project) => {
        const tunes = find(project, tuneIds).filter((tune) => tune.trashedAt === null);
        await project.change(tunes.map((tune) => project.placed({ ...tune, trashedAt })));
      });
    },
    async restore({ projectId, tuneIds }) {
      return change(projectId, 'The tunes were not restored', async (project) => {
        const tunes = find(project, tuneIds).filter((tune) => tune.trashedAt !== null);
        await project.change(tunes.map((tune) => project.placed({ ...tune, trashedAt: null })));
        return find(project, tuneIds).map(toTune);
      });
    },
  };
}

/** @throws not-found naming the first that is not there */
function find(project: MusicProject, tuneIds: readonly string[]): StoredTune[] {
  return [...new Set(tuneIds)].map((tuneId) => {
    const tune = project.find(tuneId);
    if (tune) return tune;
    throw new LabError('not-found', `The project ${project.record.name} has no tune ${tuneId}.`, { tuneId });
  });
}

/** One in the trash counts as not there. */
function findInUse(project: MusicProject, tuneIds: readonly string[]): StoredTune[] {
  const tunes = find(project, tuneIds);
  const trashed = tunes.find((tune) => tune.trashedAt !== null);
  if (!trashed) return tunes;
  const message = `The tune ${trashed.title} lies in the trash. Restore it first.`;
  throw new LabError('not-found', message, { tuneId: trashed.id });
}

function requireCount(tuneIds: readonly string[]): void {
  if (tuneIds.length <= MAX_SCORES) return;
  const message = `Expected at most ${MAX_SCORES} tunes in one call, got ${tuneIds.length}. Ask for fewer at a time.`;
  throw new LabError('too-large', message, { expected: MAX_SCORES, got: tuneIds.length });
}

/** Reads without waiting in the queue; a file that was moved meanwhile is looked for again, in its turn. */
async function readScore(
  { registry, tuneReader, emit }: LibraryContext,
  project: MusicProject,
  tuneId: string,
): Promise<Score> {
  const read = async (from: MusicProject): Promise<Score> => {
    const [tune] = find(from, [tuneId]);
    const bytes = await readFile(join(from.folder, tune.file));
    if (sha256(bytes) !== tune.sha256) throw altered(tune, 'it is not the one that was read');
    const file = { name: baseName(tune.file), bytes, drums: hasDrums(tune) };
    const score = await tuneReader.readScore(file).catch((error: unknown) => {
      throw altered(tune, toLabErrorData(error).message);
    });
    return { ...score, title: tune.title };
  };
  try {
    return await read(project);
  } catch (error) {
    if (error instanceof LabError && error.code === 'bad-score') {
      registry.forget(project.id); // opened anew when next asked for, which reads what was altered
      emit('tunes.changed', { projectId: project.id });
    }
    if (!isMissing(error)) throw error;
    return registry.music.change(project.id, `The tune ${tuneId} cannot be read`, read);
  }
}

function altered({ title, file }: Tune, why: string): LabError {
  const message = `The file of "${title}" (${file}) was changed outside Earshot: ${why}. It is taken in anew, as it is now: ask again.`;
  return new LabError('bad-score', message, { file });
}
