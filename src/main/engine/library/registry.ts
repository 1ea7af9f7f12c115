// The projects that are open, and the one way to read and to change them: in order, with the library held.
// Not the list of projects on disk: that is the projects service.

import { lstat } from 'node:fs/promises';
import { LabError } from '../../../shared/contract/errors';
import type { EmitLabEvent } from '../../../shared/contract/services';
import { describeDiskError, namingDisk } from './diskErrors';
import { isMissing } from './files';
import type { ProjectCache } from './features';
import { projectFolder } from './layout';
import type { LibraryLock } from './lock';
import { MusicProject } from './musicProject';
import { readPlace, wrongKind } from './openProject';
import type { OpenProject } from './openProject';
import { createQueue } from './queue';
import type { Queue } from './queue';
import { SpeechProject } from './speechProject';
import type { TuneReader } from './tuneReader';

/** What every service of the library works with. */
export interface LibraryContext {
  readonly home: string;
  readonly clock: () => Date;
  readonly emit: EmitLabEvent;
  readonly lock: LibraryLock;
  readonly tuneReader: TuneReader;
  readonly queue: Queue;
  readonly registry: Registry;
  /** Why a project may not be removed just now, by id. */
  readonly busy: Map<string, string>;
  /** Open feature caches by project id. */
  readonly caches: Map<string, ProjectCache>;
}

/** The one way to read and to change projects, of any kind or of one. */
export interface ProjectAccess<Of extends OpenProject> {
  /** The project, opened when it is not; waits for a change only while the project is being opened. */
  read(projectId: string): Promise<Of>;
  /**
   * Changes a project, after everything asked before.
   * @param what begins the message when the disk refuses, e.g. `The take of "yes" was not saved`
   */
  change<T>(projectId: string, what: string, work: (project: Of) => Promise<T>): Promise<T>;
}

export interface Registry extends ProjectAccess<OpenProject> {
  /** Projects of one kind; those of the other are refused with `unsupported`. */
  readonly speech: ProjectAccess<SpeechProject>;
  readonly music: ProjectAccess<MusicProject>;
  /** Runs library work that belongs to no open project, in order with the like of it. */
  changeLibrary<T>(what: string, work: () => Promise<T>): Promise<T>;
  forget(projectId: string): void;
  opened(projectId: string): OpenProject | undefined;
  /** Waits for what is under way and puts all projects away. */
  close(): Promise<void>;
}

const LIBRARY = '*';

/**
 * Makes the registry of a library: each project is opened when first asked for, and changed by one at a time.
 * @returns the registry, and the queue in which its changes stand
 */
export function createRegistry(
  context: Pick<LibraryContext, 'home' | 'clock' | 'lock' | 'tuneReader'>,
): Registry & { queue: Queue } {
  const { home, clock, lock, tuneReader } = context;
  const queue = createQueue();
  const open = new Map<string, OpenProject>();
  let closed = false;

  const load = async (projectId: string): Promise<OpenProject> => {
    const known = open.get(projectId);
    if (known && !known.broken) return known;
    const folder = projectFolder(home, projectId);
    const project = await namingDisk(`The project ${projectId} cannot be opened`, async () => {
      await requireFolder(projectId, folder);
      return openProject(projectId, folder, { now: clock(), tuneReader });
    });
    open.set(projectId, project);
    return project;
  };
  const guarded = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    if (closed) throw new LabError('aborted', 'The library is closed.');
    await lock.assertHeld();
    try {
      return await work();
    } catch (error) {
      throw describeDiskError(error, what);
    }
  };
  const read = async (projectId: string): Promise<OpenProject> => {
    projectFolder(home, projectId); // refuses ids that are none
    const known = open.get(projectId);
    if (known && !known.broken) return known;
    return queue.run(projectId, () =>
      guarded(`The project ${projectId} cannot be opened`, () => load(projectId)),
    );
  };
  const change: Registry['change'] = async (projectId, what, work) => {
    projectFolder(home, projectId);
    return queue.run(projectId, () => guarded(what, async () => work(await load(projectId))));
  };
  const only = <Of extends OpenProject>(requireKind: (project: OpenProject) => Of): ProjectAccess<Of> => ({
    read: async (projectId) => requireKind(await read(projectId)),
    change: (projectId, what, work) => change(projectId, what, async (project) => work(requireKind(project))),
  });
  return {
    ...{ queue, read, change },
    speech: only(requireSpeech),
    music: only(requireMusic),
    changeLibrary: (what, work) => queue.run(LIBRARY, () => guarded(what, work)),
    forget: (projectId) => void open.delete(projectId),
    opened: (projectId) => open.get(projectId),
    async close() {
      closed = true;
      await queue.idle();
      for (const project of open.values()) await project.compact();
      open.clear();
    },
  };
}

/** Opens a project's folder as what it is. @throws not-found | bad-data | the system's errors */
export async function openProject(
  id: string,
  folder: string,
  { now, tuneReader }: { readonly now: Date; readonly tuneReader: TuneReader },
): Promise<SpeechProject | MusicProject> {
  const place = await readPlace(id, folder, now);
  return place.record.kind === 'music'
    ? MusicProject.open(place, tuneReader, now)
    : SpeechProject.open(place, now);
}

function requireSpeech(project: OpenProject): SpeechProject {
  if (project instanceof SpeechProject) return project;
  throw wrongKind(project);
}

function requireMusic(project: OpenProject): MusicProject {
  if (project instanceof MusicProject) return project;
  throw wrongKind(project);
}

/** A link is no project: what it leads to lies outside the library. */
async function requireFolder(projectId: string, folder: string): Promise<void> {
  const found = await lstat(folder).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (found?.isDirectory()) return;
  throw new LabError('not-found', `There is no project ${projectId} in this library (${folder}).`, {
    projectId,
  });
}
