// The sample project of synthetic voices: made once from the lab's assets, whole or not at all.
// Not its sounds: those lie in the assets folder, in Speech Commands' layout.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportTarget } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { Project } from '../../../shared/contract/projects';
import { planImport } from '../../../shared/data/planImport';
import { isThere, makeFolder, moveFile, removeQuietly } from './files';
import { importFiles } from './importClips';
import { CLIPS_FOLDER, buildingFolder, isProjectId, projectFolder, projectsFolder } from './layout';
import { OpenProject } from './openProject';
import { newProjectRecord, readProjectRecord, writeProjectRecord } from './projectRecord';
import type { LibraryContext } from './registry';
import { freeProjectId, listFolder } from './scan';
import { readSplitLists, walkFiles } from './walk';

const SAMPLE_NAME = 'Sample: synthetic voices';
const SAMPLE_ID = 'sample';

/**
 * Opens the sample project, made first where there is none.
 * @param assets folder with `<label>/<speaker>_nohash_<n>.wav`, `_background_noise_` and the list files
 * @throws unsupported when this build brings no sample
 */
export async function openSampleProject(context: LibraryContext, assets: string | null): Promise<Project> {
  const { registry, emit } = context;
  const { id, made } = await registry.changeLibrary('The sample project was not made', async () => {
    const existing = await findSample(context.home);
    return existing === null
      ? { id: await buildSample(context, assets), made: true }
      : { id: existing, made: false };
  });
  if (made) emit('projects.changed', {});
  return (await registry.read(id)).describe();
}

async function findSample(home: string): Promise<string | null> {
  const { folders } = await listFolder(projectsFolder(home));
  for (const id of folders.filter(isProjectId)) {
    const found = await readProjectRecord(projectFolder(home, id)).catch(() => null);
    if (found?.record.sample) return id;
  }
  return null;
}

async function buildSample({ home, clock }: LibraryContext, assets: string | null): Promise<string> {
  const paths = assets !== null && (await isThere(assets)) ? await walkFiles(assets) : [];
  if (assets === null || paths.length === 0) {
    throw new LabError(
      'unsupported',
      `This build brings no sample project (${assets ?? 'no folder'} is empty).`,
    );
  }
  const { targets } = planImport(paths, await readSplitLists(assets, paths));
  const id = await freeProjectId(home, SAMPLE_ID);
  const building = join(buildingFolder(home), id);
  await removeQuietly(building);
  await makeFolder(join(building, CLIPS_FOLDER));
  const fields = {
    name: SAMPLE_NAME,
    labels: labelsOf(targets.values()),
    features: defaultFeatureConfig,
    sample: true,
  };
  await writeProjectRecord(building, newProjectRecord(fields, clock()));
  await fillSample(await OpenProject.open(id, building, clock()), assets, targets, clock());
  await moveFile(building, projectFolder(home, id));
  return id;
}

/** In order, those that are no word (`_unknown_`) last. */
function labelsOf(targets: Iterable<ImportTarget>): string[] {
  const labels = new Set(Array.from(targets).flatMap((target) => (target.background ? [] : [target.label])));
  const isWord = (label: string): boolean => !label.startsWith('_');
  return [...labels].sort((a, b) => Number(isWord(b)) - Number(isWord(a)) || (a < b ? -1 : 1));
}

/** Files read into memory at a time. */
const BATCH = 128;

async function fillSample(
  project: OpenProject,
  assets: string,
  targets: ReadonlyMap<string, ImportTarget>,
  now: Date,
): Promise<void> {
  const entries = [...targets];
  for (let start = 0; start < entries.length; start += BATCH) {
    const files = await Promise.all(
      entries.slice(start, start + BATCH).map(async ([path, target]) => ({
        path,
        target,
        bytes: await readFile(join(assets, path)),
      })),
    );
    await importFiles(project, files, { session: 'sample', source: 'synthetic', now });
  }
}
