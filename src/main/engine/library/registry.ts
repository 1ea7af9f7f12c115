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
import { OpenProject } from './openProject';
import { createQueue } from './queue';
import type { Queue } from './queue';

/** What every service of the library works with. */
export interface LibraryContext {
  readonly home: string;
  readonly clock: () => Date;
  readonly emit: EmitLabEvent;
  readonly lock: LibraryLock;
  readonly queue: Queue;
  readonly registry: Registry;
  /** Why a project may not be removed just now, by id. */
  readonly busy: Map<string, string>;
  /** Open feature caches by project id. */
  readonly caches: Map<string, ProjectCache>;
}

export interface Registry {
  /** The project, opened when it is not; waits for a change only while the project is being opened. */
  read(projectId: string): Promise<OpenProject>;
  /**
   * Changes a project, after everything asked before.
   * @param what begins the message when the disk refuses, e.g. `The take of "yes" was not saved`
   */
  change<T>(projectId: string, what: string, work: (project: OpenProject) => Promise<T>): Promise<T>;
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
  context: Pick<LibraryContext, 'home' | 'clock' | 'lock'>,
): Registry & { queue: Queue } {
  const { home, clock, lock } = context;
  const queue = createQueue();
  const open = new Map<string, OpenProject>();
  let closed = false;

  const load = async (projectId: string): Promise<OpenProject> => {
    const known = open.get(projectId);
    if (known && !known.broken) return known;
    const folder = projectFolder(home, projectId);
    const project = await namingDisk(`The project ${projectId} cannot be opened`, async () => {
      await requireFolder(projectId, folder);
      return OpenProject.open(projectId, folder, clock());
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
  return {
    queue,
    async read(projectId) {
      projectFolder(home, projectId); // refuses ids that are none
      const known = open.get(projectId);
      if (known && !known.broken) return known;
      return queue.run(projectId, () =>
        guarded(`The project ${projectId} cannot be opened`, () => load(projectId)),
      );
    },
    async change(projectId, what, work) {
      projectFolder(home, projectId);
      return queue.run(projectId, () => guarded(what, async () => work(await load(projectId))));
    },
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
