// Opens a library: takes the lock, repairs what a killed process left, and hands out the services over it.
// Not the services themselves.

import { join, resolve } from 'node:path';
import type { ClipsService } from '../../../shared/contract/clips';
import type { FeaturesService } from '../../../shared/contract/features';
import type { ProjectsService } from '../../../shared/contract/projects';
import type { EmitLabEvent, LabEventName, LabEvents } from '../../../shared/contract/services';
import type { Tune, TunesService } from '../../../shared/contract/tunes';
import type { Dataset } from '../dataset';
import { createClipsService } from './clips';
import { namingDisk } from './diskErrors';
import { createFeaturesService } from './features';
import { makeFolder, removeQuietly } from './files';
import { CACHE_FOLDER, buildingFolder, projectsFolder } from './layout';
import { takeLock } from './lock';
import { createProjectsService } from './projects';
import { createRegistry } from './registry';
import type { LibraryContext } from './registry';
import { createRunStore, runFolder } from './runStore';
import type { RunStore } from './runStore';
import { listBackgroundFiles } from './scan';
import { hasDrums } from './storedTune';
import { inlineTuneReader } from './tuneReader';
import type { TuneReader } from './tuneReader';
import { createTunesService } from './tunes';

export interface LibraryOptions {
  /** Folder of the library; made when it is not there. */
  readonly home: string;
  /** Who opens it, in words for another process that is refused: `the desktop app`. */
  readonly owner: string;
  readonly clock?: () => Date;
  /** Folder with the sample project's files; null where there is none. */
  readonly sampleAssets: string | null;
  /** The book of the starter tunes; null (default) where there is none. */
  readonly starterBook?: string | null;
  /** Where tune files are read. Default: in this thread. */
  readonly tuneReader?: TuneReader;
}

/** A tune as training and statistics read it: where its file lies and how it is read. */
export interface LibraryTune extends Pick<Tune, 'id' | 'title' | 'listedSplit' | 'sha256'> {
  /** Absolute. */
  readonly path: string;
  readonly drums: boolean;
}

export type LabEventListener = <Name extends LabEventName>(name: Name, data: LabEvents[Name]) => void;

export interface Library {
  readonly projects: ProjectsService;
  readonly clips: ClipsService;
  readonly features: FeaturesService;
  /** Without `overview`, which is computed elsewhere. */
  readonly tunes: Omit<TunesService, 'overview'>;
  readonly runs: RunStore;
  /** Notices told before anybody listens wait for the first listener. */
  onEvent(listener: LabEventListener): () => void;
  /** Everything training and evaluation need to know of a project, as it is now. */
  datasetOf(projectId: string): Promise<Dataset>;
  /** The same of a music project: where each tune lies, in the order they came. @throws unsupported for speech */
  tunesOf(projectId: string): Promise<readonly LibraryTune[]>;
  /** Absolute path; made by `runs.create`. */
  runFolder(projectId: string, runId: string): string;
  /** While `why` is set, the project cannot be removed; `why` completes `cannot be removed now: ...`. */
  setBusy(projectId: string, why: string | null): void;
  /** Waits for what is under way, then lets the library go. */
  close(): Promise<void>;
}

/**
 * Opens the library for writing.
 * @throws library-locked naming who has it and since when; disk-denied | disk-full naming the folder
 */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { owner, sampleAssets, starterBook = null, clock = () => new Date() } = options;
  const { tuneReader = inlineTuneReader } = options;
  const home = resolve(options.home);
  const { emit, onEvent } = createEvents();
  const lock = await namingDisk(`The library ${home} cannot be opened`, async () => {
    await makeFolder(projectsFolder(home));
    return takeLock({ home, owner, clock });
  });
  await removeQuietly(buildingFolder(home)); // what a killed process was building
  const registry = createRegistry({ home, clock, lock, tuneReader });
  const { queue } = registry;
  const context: LibraryContext = {
    ...{ home, clock, emit, lock, tuneReader, queue, registry },
    busy: new Map(),
    caches: new Map(),
  };
  const runs = createRunStore(context);
  const library: Library = {
    projects: createProjectsService(context, { speech: sampleAssets, music: starterBook }),
    clips: createClipsService(context),
    features: createFeaturesService(context),
    tunes: createTunesService(context),
    runs,
    onEvent,
    datasetOf: (projectId) => describeDataset(context, projectId),
    tunesOf: (projectId) => describeTunes(context, projectId),
    runFolder: (projectId, runId) => runFolder(home, projectId, runId),
    setBusy(projectId, why) {
      if (why === null) context.busy.delete(projectId);
      else context.busy.set(projectId, why);
    },
    close: once(() => closeLibrary(context)),
  };
  try {
    await tellWhatHappened(context, runs);
  } catch (error) {
    await library.close();
    throw error;
  }
  return library;
}

async function tellWhatHappened({ lock, emit }: LibraryContext, runs: RunStore): Promise<void> {
  if (lock.notice !== null) emit('notice', { level: 'warning', message: lock.notice });
  for (const run of await runs.markInterrupted()) emit('notice', { level: 'warning', message: run.message });
}

async function closeLibrary({ registry, caches, lock }: LibraryContext): Promise<void> {
  await registry.close();
  for (const cache of caches.values()) await cache.close();
  await lock.release();
}

function once(work: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | null = null;
  return () => (result ??= work());
}

function createEvents(): { readonly emit: EmitLabEvent; onEvent(listener: LabEventListener): () => void } {
  const listeners = new Set<LabEventListener>();
  const waiting: ((listener: LabEventListener) => void)[] = [];
  return {
    emit(name, data) {
      if (listeners.size === 0 && name === 'notice') waiting.push((listener) => listener(name, data));
      for (const listener of listeners) listener(name, data);
    },
    onEvent(listener) {
      listeners.add(listener);
      for (const tell of waiting.splice(0)) tell(listener);
      return () => void listeners.delete(listener);
    },
  };
}

async function describeDataset({ registry }: LibraryContext, projectId: string): Promise<Dataset> {
  const project = await registry.speech.read(projectId);
  const at = (file: string): string => join(project.folder, file);
  const clips = project.list().map(({ id, label, speaker, split, file, trim, sha256 }) => {
    return { id, label, speaker, split, path: at(file), trim, sha256 };
  });
  return {
    name: project.record.name,
    clips,
    backgrounds: (await listBackgroundFiles(project.folder)).map(at),
    features: project.record.features,
    cacheFolder: at(CACHE_FOLDER),
  };
}

async function describeTunes({ registry }: LibraryContext, projectId: string): Promise<LibraryTune[]> {
  const project = await registry.music.read(projectId);
  return project.list().map((tune) => {
    const { id, title, listedSplit, sha256, file } = tune;
    return { id, title, listedSplit, sha256, path: join(project.folder, file), drums: hasDrums(tune) };
  });
}
