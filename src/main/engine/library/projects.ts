// The projects service: making, finding, renaming and removing projects and their labels.
// Not clips, and not the sample project's making: see clips and sample.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type {
  Project,
  ProjectKind,
  ProjectSummary,
  ProjectsService,
} from '../../../shared/contract/projects';
import { validateLabel } from '../../../shared/data/labels';
import { validateFeatureConfig } from '../../../shared/dsp/featureConfig';
import { isMissing, isThere, moveFile } from './files';
import {
  CLIPS_FOLDER,
  CLIP_LOG,
  SCORES_FOLDER,
  TUNE_LOG,
  buildingFolder,
  isPlainName,
  isProjectId,
  labelKey,
  libraryTrash,
  projectFolder,
  projectsFolder,
  slugOf,
  timeStamp,
  validateLabels,
  validateName,
} from './layout';
import { wrongKind } from './openProject';
import type { OpenProject } from './openProject';
import { beginProject, newProjectRecord, readProjectRecord } from './projectRecord';
import type { ProjectRecord } from './projectRecord';
import type { LibraryContext, ProjectAccess } from './registry';
import { openSampleProject } from './sample';
import type { SampleAssets } from './sample';
import { freeProjectId, listClipFiles, listScoreFiles } from './scan';
import type { SpeechProject } from './speechProject';
import { trashClips } from './trash';

/** @param samples files of the sample projects */
export function createProjectsService(context: LibraryContext, samples: SampleAssets): ProjectsService {
  const { registry, emit } = context;
  const told = new Set<string>();
  const changeBy = async <Of extends OpenProject>(
    access: ProjectAccess<Of>,
    [projectId, what]: readonly [projectId: string, what: string],
    work: (project: Of) => Promise<void>,
  ): Promise<Project> => {
    const project = await access.change(projectId, what, async (open) => {
      await work(open);
      return open.describe();
    });
    if (project.kind === 'speech') emit('clips.changed', { projectId });
    emit('projects.changed', {});
    return project;
  };
  const changeSpeech = (
    projectId: string,
    what: string,
    work: (project: SpeechProject) => Promise<void>,
  ): Promise<Project> => changeBy(registry.speech, [projectId, what], work);

  return {
    list: () => listProjects(context, told),
    async open({ projectId }) {
      return (await registry.read(projectId)).describe();
    },
    async create({ name: given, kind = 'speech', labels = [], features = defaultFeatureConfig }) {
      const name = validateName(given, 'name');
      const checked = validateLabels(labels);
      if (kind === 'music' && checked.length > 0) throw labelsOfMusic();
      validateFeatureConfig(features);
      const id = await registry.changeLibrary(`The project ${name} was not made`, () =>
        createProject(context, { name, kind, labels: checked, features, sample: false }),
      );
      emit('projects.changed', {});
      return (await registry.read(id)).describe();
    },
    openSample: ({ kind = 'speech' }) => openSampleProject(context, kind, samples),
    async update({ projectId, name: given, features }) {
      const name = given === undefined ? undefined : validateName(given, 'name');
      if (features) validateFeatureConfig(features);
      return changeBy(registry, [projectId, 'The project was not changed'], async (project) => {
        if (features && project.kind === 'music') throw wrongKind(project);
        if (name !== undefined) await requireFreeName(context, name, projectId);
        await setRecord(context, project, {
          ...(name === undefined ? {} : { name }),
          ...(features ? { features } : {}),
        });
      });
    },
    async addLabel({ projectId, label: given }) {
      const label = validateLabel(given);
      return changeSpeech(projectId, `The label ${label} was not added`, async (project) => {
        requireFreeLabel(project, label);
        await setRecord(context, project, { labels: [...project.record.labels, label] });
      });
    },
    async renameLabel({ projectId, from, to: given }) {
      const to = validateLabel(given);
      return changeSpeech(projectId, `The label ${from} was not renamed`, (project) =>
        renameLabel(context, project, from, to),
      );
    },
    async removeLabel({ projectId, label }) {
      let removedClipIds: string[] = [];
      const project = await changeSpeech(projectId, `The label ${label} was not removed`, async (open) => {
        requireLabel(open, label);
        removedClipIds = open
          .list()
          .filter((clip) => clip.label === label)
          .map((clip) => clip.id);
        await trashClips(context, open, removedClipIds);
        await setRecord(context, open, { labels: open.record.labels.filter((other) => other !== label) });
      });
      return { project, removedClipIds };
    },
    async remove({ projectId }) {
      projectFolder(context.home, projectId);
      await context.queue.run(projectId, () =>
        registry.changeLibrary('The project was not removed', () => removeProject(context, projectId)),
      );
      emit('projects.changed', {});
    },
  };
}

function setRecord(
  { clock }: LibraryContext,
  project: OpenProject,
  change: Partial<ProjectRecord>,
): Promise<void> {
  return project.setRecord({ ...change, updatedAt: clock().toISOString() });
}

function requireLabel(project: SpeechProject, label: string): void {
  if (project.record.labels.includes(label)) return;
  const labels = project.record.labels.join(', ') || 'none';
  throw new LabError('not-found', `The project has no label ${label}; it has: ${labels}.`, { label });
}

function requireFreeLabel(project: SpeechProject, label: string, except?: string): void {
  const taken = project.record.labels.find(
    (other) => other !== except && labelKey(other) === labelKey(label),
  );
  if (taken === undefined) return;
  throw new LabError('already-exists', `The project already has the label ${taken}. Choose another name.`, {
    label: taken,
  });
}

/** The record says what is under way, so that a killed process leaves no label half renamed. */
async function renameLabel(
  context: LibraryContext,
  project: SpeechProject,
  from: string,
  to: string,
): Promise<void> {
  requireLabel(project, from);
  requireFreeLabel(project, to, from);
  if (from === to) return;
  const labels = project.record.labels.map((label) => (label === from ? to : label));
  await setRecord(context, project, { labels, renaming: { from, to } });
  await project.relabel(from, to);
  await project.setRecord({ renaming: undefined });
}

async function listProjects(context: LibraryContext, told: Set<string>): Promise<readonly ProjectSummary[]> {
  const folder = projectsFolder(context.home);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const summaries: ProjectSummary[] = [];
  for (const entry of entries) {
    if (!entry.isDirectory() || !isPlainName(entry.name)) continue;
    try {
      summaries.push(await summarize(context, entry.name));
    } catch (error) {
      tellOnce(context, told, toLabErrorData(error).message);
    }
  }
  return summaries.sort((a, b) =>
    a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : a.id < b.id ? -1 : 1,
  );
}

function tellOnce({ emit }: LibraryContext, told: Set<string>, reason: string): void {
  if (told.has(reason)) return;
  told.add(reason);
  emit('notice', { level: 'warning', message: `A project was left out. ${reason}` });
}

/** What a list shows, without opening the project: files are counted, not read. */
async function summarize({ home, registry }: LibraryContext, id: string): Promise<ProjectSummary> {
  if (!isProjectId(id)) {
    const message = `The folder ${join(projectsFolder(home), id)} is not named with lower case letters, digits and dashes. Rename it.`;
    throw new LabError('bad-data', message);
  }
  const folder = projectFolder(home, id);
  const open = registry.opened(id);
  const record = open?.record ?? (await readProjectRecord(folder)).record;
  const { name, kind, createdAt, sample } = record;
  const items = open ? open.itemCount : await countFiles(folder, kind);
  const counts = kind === 'music' ? { clips: 0, tunes: items } : { clips: items, tunes: 0 };
  const log = kind === 'music' ? TUNE_LOG : CLIP_LOG;
  const updatedAt = latest(record.updatedAt, await modifiedAt(join(folder, log)));
  return { id, name, kind, ...counts, labels: record.labels.length, createdAt, updatedAt, sample };
}

async function countFiles(folder: string, kind: ProjectKind): Promise<number> {
  const files =
    kind === 'music'
      ? await listScoreFiles(folder, SCORES_FOLDER)
      : await listClipFiles(folder, CLIPS_FOLDER);
  return files.length;
}

function labelsOfMusic(): LabError {
  return new LabError('invalid-argument', 'labels: a music project has none. Leave them out.', {
    path: 'labels',
  });
}

function latest(a: string, b: string): string {
  return a > b ? a : b;
}

async function modifiedAt(path: string): Promise<string> {
  return stat(path).then(
    ({ mtime }) => mtime.toISOString(),
    () => '',
  );
}

async function requireFreeName(context: LibraryContext, name: string, exceptId?: string): Promise<void> {
  const summaries = await listProjects(context, new Set());
  const taken = summaries.find((other) => other.id !== exceptId && labelKey(other.name) === labelKey(name));
  if (!taken) return;
  throw new LabError(
    'already-exists',
    `There is already a project named ${taken.name}. Choose another name.`,
    { projectId: taken.id },
  );
}

/** Builds the project beside the others and renames it into place, so that it is there whole or not at all. */
async function createProject(
  context: LibraryContext,
  fields: Pick<ProjectRecord, 'name' | 'kind' | 'labels' | 'features' | 'sample'>,
): Promise<string> {
  await requireFreeName(context, fields.name);
  const id = await freeProjectId(context.home, slugOf(fields.name));
  const building = join(buildingFolder(context.home), id);
  await beginProject(building, newProjectRecord(fields, context.clock()));
  await moveFile(building, projectFolder(context.home, id));
  return id;
}

async function removeProject(
  { home, busy, caches, registry, clock }: LibraryContext,
  projectId: string,
): Promise<void> {
  const why = busy.get(projectId);
  if (why !== undefined) {
    throw new LabError('busy', `The project cannot be removed now: ${why}. Stop that first.`, { projectId });
  }
  const folder = projectFolder(home, projectId);
  if (!(await isThere(folder)))
    throw new LabError('not-found', `There is no project ${projectId}.`, { projectId });
  await caches.get(projectId)?.close();
  caches.delete(projectId);
  const stamp = timeStamp(clock());
  await moveFile(folder, join(libraryTrash(home), `${projectId}-${stamp}`));
  registry.forget(projectId);
}
