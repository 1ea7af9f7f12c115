// Makes the store all screens share and keeps it true: reads at the start, follows the engine's events.
// Not a screen's store: what only one screen shows lives beside that screen.

import { createStore } from 'zustand/vanilla';
import { toLabErrorData } from '../../shared/contract/errors';
import type { HostConnection } from '../hosts/connection';
import { createLabelColors } from '../theme/labelColors';
import type { AppActions, AppData, AppNotice, AppState, AppStore } from './appState';
import { coalesce } from './coalesce';
import { createJobs } from './jobs';
import { byKind, createProjectActions } from './projectActions';
import { followTraining } from './trainingEvents';

export type { AppData, AppNotice, AppState, AppStore, CurrentTraining, Job, JobHandle } from './appState';

const initial: AppData = {
  phase: 'starting',
  failure: '',
  system: null,
  projects: [],
  project: null,
  clips: [],
  backgrounds: [],
  tunes: [],
  runs: [],
  generatorRuns: [],
  training: null,
  jobs: [],
  notices: [],
  labelColor: createLabelColors([]),
};

/** A list of 20,000 clips or tunes is not read again for each of a row of changes. */
const pauseFor = (items: number) => (items > 3000 ? 2000 : 150);

/** @param now clock in ms, for the time left of jobs */
export function createAppStore(host: HostConnection, now: () => number = () => performance.now()): AppStore {
  const store = createStore<AppState>(() => ({ ...initial, actions: {} as AppActions }));
  const { getState: get, setState: set } = store;
  const jobs = createJobs({ get: () => get().jobs, set: (all) => set({ jobs: all }) }, now);
  const notices = createNotices(store, host);

  const refreshClips = coalesce(
    async () => {
      const projectId = get().project?.id;
      if (projectId === undefined) return;
      const [clips, backgrounds, project] = await Promise.all([
        host.services.clips.list({ projectId }),
        host.services.clips.backgrounds({ projectId }),
        host.services.projects.open({ projectId }),
      ]);
      if (get().project?.id !== projectId) return;
      get().actions.putProject(project);
      set({ clips, backgrounds });
    },
    () => pauseFor(get().clips.length),
  );
  const refreshTunes = coalesce(
    async () => {
      const projectId = get().project?.id;
      if (projectId === undefined) return;
      const tunes = await host.services.tunes.list({ projectId });
      if (get().project?.id === projectId) set({ tunes });
    },
    () => pauseFor(get().tunes.length),
  );
  const refreshRuns = coalesce(async () => {
    const projectId = get().project?.id;
    if (projectId === undefined) return;
    const runs = await host.services.runs.list({ projectId });
    if (get().project?.id === projectId) set(byKind(runs));
  });

  const actions: AppActions = {
    ...createProjectActions(store, host.services),
    ...notices,
    refreshClips,
    refreshTunes,
    refreshRuns,
    startJob: jobs.start,
  };
  set({ actions });
  followEngine(store, host);
  followTraining(store, host);
  return store;
}

function createNotices(
  store: AppStore,
  host: HostConnection,
): Pick<AppActions, 'notify' | 'report' | 'dismiss' | 'attempt'> {
  let lastId = 0;
  const notify = (level: AppNotice['level'], message: string, action: AppNotice['action'] = null) => {
    const shown = store.getState().notices.filter((notice) => notice.message !== message);
    store.setState({ notices: [...shown.slice(-3), { id: ++lastId, level, message, action }] });
  };
  const report = (error: unknown) => {
    const { code, message } = toLabErrorData(error);
    // While the connection is down the banner says so, once, for everything that fails by it.
    const isSaid = code === 'engine-lost' && host.status.getState().phase !== 'connected';
    if (code !== 'aborted' && !isSaid) notify('error', message);
  };
  return {
    notify,
    report,
    dismiss: (id) =>
      store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) })),
    attempt: async (work) => {
      try {
        await work();
        return true;
      } catch (error) {
        report(error);
        return false;
      }
    },
  };
}

function followEngine(store: AppStore, host: HostConnection): void {
  const { actions } = store.getState();
  const readProjects = coalesce(async () =>
    store.setState({ projects: await host.services.projects.list({}) }),
  );
  const quietly = (reading: Promise<void>) => void reading.catch(() => undefined);
  host.on('notice', ({ level, message }) => actions.notify(level, message));
  host.on('projects.changed', () => quietly(readProjects()));
  host.on('clips.changed', ({ projectId }) => {
    if (projectId === store.getState().project?.id) quietly(actions.refreshClips());
  });
  host.on('tunes.changed', ({ projectId }) => {
    if (projectId === store.getState().project?.id) quietly(actions.refreshTunes());
  });
  host.on('runs.changed', ({ projectId }) => {
    if (projectId === store.getState().project?.id) quietly(actions.refreshRuns());
  });
  host.status.subscribe((status, before) => {
    if (status.connections !== before.connections) void actions.refresh();
  });
  if (host.status.getState().connections > 0) void actions.refresh();
}
