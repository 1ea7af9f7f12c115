// The projects service: making, finding, renaming and removing projects and their labels.
// Not clips, and not the sample project's making: see clips and sample.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { Project, ProjectSummary, ProjectsService } from '../../../shared/contract/projects';
import { validateLabel } from '../../../shared/data/labels';
import { validateFeatureConfig } from '../../../shared/dsp/featureConfig';
import { isMissing, isThere, makeFolder, moveFile } from './files';
import {
  CLIPS_FOLDER,
  CLIP_LOG,
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
import type { OpenProject } from './openProject';
import { newProjectRecord, readProjectRecord, writeProjectRecord } from './projectRecord';
import type { ProjectRecord } from './projectRecord';
import type { LibraryContext } from './registry';
import { openSampleProject } from './sample';
import { freeProjectId, listClipFiles } from './scan';
import { trashClips } from './trash';

/** @param sampleAssets folder of the sample project's files, null where this build has none */
export function createProjectsService(context: LibraryContext, sampleAssets: string | null): ProjectsService {
  const { registry, emit } = context;
  const told = new Set<string>();
  const changeProject = async (
    projectId: string,
    what: string,
    work: (project: OpenProject) => Promise<void>,
  ): Promise<Project> => {
    const project = await registry.change(projectId, what, async (open) => {
      await work(open);
      return open.describe();
    });
    emit('clips.changed', { projectId });
    emit('projects.changed', {});
    return project;
  };

  return {
    list: () => listProjects(context, told),
    async open({ projectId }) {
      return (await registry.read(projectId)).describe();
    },
    async create({ name: given, labels = [], features = defaultFeatureConfig }) {
      const name = validateName(given, 'name');
      const checked = validateLabels(labels);
      validateFeatureConfig(features);
      const id = await registry.changeLibrary(`The project ${name} was not made`, () =>
        createProject(context, { name, labels: checked, features, sample: false }),
      );
      emit('projects.changed', {});
      return (await registry.read(id)).describe();
    },
    openSample: () => openSampleProject(context, sampleAssets),
    async update({ projectId, name: given, features }) {
      const name = given === undefined ? undefined : validateName(given, 'name');
      if (features) validateFeatureConfig(features);
      return changeProject(projectId, 'The project was not changed', async (project) => {
        if (name !== undefined) await requireFreeName(context, name, projectId);
        await setRecord(context, project, {
          ...(name === undefined ? {} : { name }),
          ...(features ? { features } : {}),
        });
      });
    },
    async addLabel({ projectId, label: given }) {
      const label = validateLabel(given);
      return changeProject(projectId, `The label ${label} was not added`, async (project) => {
        requireFreeLabel(project, label);
        await setRecord(context, project, { labels: [...project.record.labels, label] });
      });
    },
    async renameLabel({ projectId, from, to: given }) {
      const to = validateLabel(given);
      return changeProject(projectId, `The label ${from} was not renamed`, (project) =>
        renameLabel(context, project, from, to),
      );
    },
    async removeLabel({ projectId, label }) {
      let removedClipIds: string[] = [];
      const project = await changeProject(projectId, `The label ${label} was not removed`, async (open) => {
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

function requireLabel(project: OpenProject, label: string): void {
  if (project.record.labels.includes(label)) return;
  const labels = project.record.labels.join(', ') || 'none';
  throw new LabError('not-found', `The project has no label ${label}; it has: ${labels}.`, { label });
}

function requireFreeLabel(project: OpenProject, label: string, except?: string): void {
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
  project: OpenProject,
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
  const clips = open ? open.list().length : (await listClipFiles(folder, CLIPS_FOLDER)).length;
  const { name, kind, createdAt, sample } = record;
  const updatedAt = latest(record.updatedAt, await modifiedAt(join(folder, CLIP_LOG)));
  return { id, name, kind, clips, labels: record.labels.length, tunes: 0, createdAt, updatedAt, sample };
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
  fields: Pick<ProjectRecord, 'name' | 'labels' | 'features' | 'sample'>,
): Promise<string> {
  await requireFreeName(context, fields.name);
  const id = await freeProjectId(context.home, slugOf(fields.name));
  const building = join(buildingFolder(context.home), id);
  await makeFolder(join(building, CLIPS_FOLDER));
  await writeProjectRecord(building, newProjectRecord(fields, context.clock()));
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
