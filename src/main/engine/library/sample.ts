// The sample projects, synthetic voices and starter tunes: made once from the lab's assets, whole or not at all.
// Not their contents: those lie in the assets folder.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportTarget } from '../../../shared/contract/clips';
import { LabError } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { Project, ProjectKind } from '../../../shared/contract/projects';
import { planImport } from '../../../shared/data/planImport';
import { isThere, moveFile, readTextIfThere, removeQuietly } from './files';
import { importFiles } from './importClips';
import { importTunes } from './importTunes';
import { buildingFolder, isProjectId, projectFolder, projectsFolder } from './layout';
import { MusicProject } from './musicProject';
import { readPlace } from './openProject';
import { beginProject, newProjectRecord, readProjectRecord } from './projectRecord';
import type { ProjectRecord } from './projectRecord';
import type { LibraryContext } from './registry';
import { freeProjectId, listFolder } from './scan';
import { SpeechProject } from './speechProject';
import { readSplitLists, walkFiles } from './walk';

/** Where the files of the sample projects lie; null where this build has none. */
export interface SampleAssets {
  /** Folder with `<label>/<speaker>_nohash_<n>.wav`, `_background_noise_` and the list files. */
  readonly speech: string | null;
  /** The starter book: one ABC file. */
  readonly music: string | null;
}

const samples = {
  speech: { id: 'sample', name: 'Sample: synthetic voices' },
  music: { id: 'starter-tunes', name: 'Starter tunes' },
} as const satisfies Record<ProjectKind, { readonly id: string; readonly name: string }>;

/**
 * Opens the sample project of a kind, made first where there is none.
 * @throws unsupported when this build brings no sample
 */
export async function openSampleProject(
  context: LibraryContext,
  kind: ProjectKind,
  assets: SampleAssets,
): Promise<Project> {
  const { registry, emit } = context;
  const { id, made } = await registry.changeLibrary('The sample project was not made', async () => {
    const existing = await findSample(context.home, kind);
    if (existing !== null) return { id: existing, made: false };
    const build = kind === 'music' ? buildMusic : buildSpeech;
    return { id: await build(context, assets[kind]), made: true };
  });
  if (made) emit('projects.changed', {});
  return (await registry.read(id)).describe();
}

async function findSample(home: string, kind: ProjectKind): Promise<string | null> {
  const { folders } = await listFolder(projectsFolder(home));
  for (const id of folders.filter(isProjectId)) {
    const found = await readProjectRecord(projectFolder(home, id)).catch(() => null);
    if (found?.record.sample && found.record.kind === kind) return id;
  }
  return null;
}

function noSample(assets: string | null): LabError {
  const what = assets ?? 'no place for it';
  return new LabError('unsupported', `This build brings no such sample project (${what} is empty).`);
}

/** Builds a project beside the others and renames it into place. */
async function build(
  { home, clock }: LibraryContext,
  fields: Pick<ProjectRecord, 'kind' | 'labels'>,
  fill: (id: string, building: string) => Promise<void>,
): Promise<string> {
  const { id: slug, name } = samples[fields.kind];
  const id = await freeProjectId(home, slug);
  const building = join(buildingFolder(home), id);
  await removeQuietly(building);
  const record = { ...fields, name, features: defaultFeatureConfig, sample: true };
  await beginProject(building, newProjectRecord(record, clock()));
  await fill(id, building);
  await moveFile(building, projectFolder(home, id));
  return id;
}

async function buildMusic(context: LibraryContext, book: string | null): Promise<string> {
  const text = book === null ? null : await readTextIfThere(book);
  if (text === null) throw noSample(book);
  const { clock, tuneReader: reader } = context;
  return build(context, { kind: 'music', labels: [] }, async (id, building) => {
    const project = await MusicProject.open(await readPlace(id, building, clock()), reader, clock());
    const file = { name: 'starter-book.abc', bytes: new TextEncoder().encode(text) };
    await importTunes(project, [file], { reader, origin: 'starter', drums: false, now: clock() });
  });
}

async function buildSpeech(context: LibraryContext, assets: string | null): Promise<string> {
  const paths = assets !== null && (await isThere(assets)) ? await walkFiles(assets) : [];
  if (assets === null || paths.length === 0) throw noSample(assets);
  const { targets } = planImport(paths, await readSplitLists(assets, paths));
  const { clock } = context;
  return build(context, { kind: 'speech', labels: labelsOf(targets.values()) }, async (id, building) => {
    const project = await SpeechProject.open(await readPlace(id, building, clock()), clock());
    await fillSample(project, assets, targets, clock());
  });
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
  project: SpeechProject,
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
