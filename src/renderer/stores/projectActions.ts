// What the page does with projects and the lists of what lies in them: open, create, remove, read again after a reconnect.
// Not the clips and tunes themselves: their screens change those.

import { toLabErrorData } from '../../shared/contract/errors';
import type { Project, ProjectKind, ProjectSummary } from '../../shared/contract/projects';
import type { Services } from '../../shared/contract/services';
import type { Run } from '../../shared/contract/training';
import type { Tune } from '../../shared/contract/tunes';
import { createLabelColors } from '../theme/labelColors';
import type { AppActions, AppData, AppStore } from './appState';
import { readPreference, writePreference } from './preferences';

type ProjectActions = Omit<
  AppActions,
  'notify' | 'report' | 'dismiss' | 'attempt' | 'startJob' | 'refreshClips' | 'refreshTunes' | 'refreshRuns'
>;

export function createProjectActions(store: AppStore, services: Services): ProjectActions {
  const { getState: get, setState: set } = store;

  const putProject = (project: Project) => {
    const same = get().project?.labels.join('\n') === project.labels.join('\n');
    set(same ? { project } : { project, labelColor: createLabelColors(project.labels) });
  };

  const show = async (project: Project) => {
    const projectId = project.id;
    const [contents, runs] = await Promise.all([
      readContents(services, project),
      services.runs.list({ projectId }),
    ]);
    const changed = get().project?.id !== projectId;
    putProject(project);
    set({ ...contents, ...byKind(runs), phase: 'ready', failure: '' });
    writePreference('project', projectId);
    writePreference(`project.${project.kind}`, projectId);
    if (changed) project.notices.forEach((notice) => get().actions.notify('info', notice));
  };

  const openFirst = async () => {
    const { projects, project } = get();
    const wanted = project?.id ?? readPreference('project', '');
    const id = projects.find((one) => one.id === wanted)?.id ?? projects[0]?.id;
    await show(
      await (id === undefined ? services.projects.openSample({}) : services.projects.open({ projectId: id })),
    );
  };

  const readTraining = async () => {
    const current = await services.training.current({});
    if (current === null) return set({ training: null });
    const { id: runId, projectId } = current.run;
    set({ training: { ...current, epochs: await services.runs.metrics({ projectId, runId }) } });
  };

  const readProjects = async () => set({ projects: await services.projects.list({}) });

  return {
    refresh: async () => {
      try {
        set({ system: await services.system.describe({}) });
        await readProjects();
        await openFirst();
        await readTraining();
      } catch (error) {
        const { code, message } = toLabErrorData(error);
        if (get().phase === 'ready' || code === 'engine-lost') return get().actions.report(error);
        set({ phase: 'failed', failure: message });
      }
    },
    openProject: async (projectId) => show(await services.projects.open({ projectId })),
    openKind: async (kind) => {
      const id = lastOfKind(get().projects, kind);
      await show(
        await (id === null
          ? services.projects.openSample({ kind })
          : services.projects.open({ projectId: id })),
      );
      if (id === null) await readProjects();
    },
    openSample: async (kind = 'speech') => {
      await show(await services.projects.openSample({ kind }));
      await readProjects();
    },
    createProject: async (name, labels, kind = 'speech') => {
      await show(await services.projects.create({ name, kind, labels }));
      await readProjects();
    },
    renameProject: async (name) =>
      putProject(await services.projects.update({ projectId: idOf(get()), name })),
    removeProject: async (projectId) => {
      await services.projects.remove({ projectId });
      await readProjects();
      if (get().project?.id !== projectId) return;
      set({ project: null });
      await openFirst();
    },
    setFeatures: async (features) =>
      putProject(await services.projects.update({ projectId: idOf(get()), features })),
    putProject,
    putClips: (clips) => {
      const fresh = new Map(clips.map((clip) => [clip.id, clip]));
      const kept = get().clips.map((clip) => fresh.get(clip.id) ?? clip);
      const known = new Set(kept.map((clip) => clip.id));
      set({ clips: [...kept, ...clips.filter((clip) => !known.has(clip.id))] });
    },
    dropClips: (clipIds) => {
      const gone = new Set(clipIds);
      set({ clips: get().clips.filter((clip) => !gone.has(clip.id)) });
    },
    putTunes: (tunes) => set({ tunes: withTunes(get().tunes, tunes) }),
    dropTunes: (tuneIds) => {
      const gone = new Set(tuneIds);
      set({ tunes: get().tunes.filter((tune) => !gone.has(tune.id)) });
    },
  };
}

/** What lies in a project: clips of a speech project, tunes of a music project. */
async function readContents(
  services: Services,
  { id: projectId, kind }: Project,
): Promise<Pick<AppData, 'clips' | 'backgrounds' | 'tunes'>> {
  if (kind === 'music')
    return { clips: [], backgrounds: [], tunes: await services.tunes.list({ projectId }) };
  const [clips, backgrounds] = await Promise.all([
    services.clips.list({ projectId }),
    services.clips.backgrounds({ projectId }),
  ]);
  return { clips, backgrounds, tunes: [] };
}

/** Runs of both kinds, each where its screens look for them. */
export function byKind(runs: readonly Run[]): Pick<AppData, 'runs' | 'generatorRuns'> {
  return {
    runs: runs.filter((run) => run.kind !== 'generator'),
    generatorRuns: runs.filter((run) => run.kind === 'generator'),
  };
}

/** The project of a kind that was open last on this page, else the one changed last; null where there is none. */
export function lastOfKind(projects: readonly ProjectSummary[], kind: ProjectKind): string | null {
  const some = projects.filter((one) => one.kind === kind);
  const wanted = readPreference(`project.${kind}`, '');
  return (some.find((one) => one.id === wanted) ?? some[0])?.id ?? null;
}

/** @returns the tunes with these put in the place of those with the same id, new ones behind */
function withTunes(tunes: readonly Tune[], changed: readonly Tune[]): readonly Tune[] {
  const fresh = new Map(changed.map((tune) => [tune.id, tune]));
  const known = new Set(tunes.map((tune) => tune.id));
  const kept = tunes.map((tune) => fresh.get(tune.id) ?? tune);
  return [...kept, ...changed.filter((tune) => !known.has(tune.id))];
}

function idOf(state: { readonly project: Project | null }): string {
  if (state.project === null) throw new Error('no project is open');
  return state.project.id;
}
