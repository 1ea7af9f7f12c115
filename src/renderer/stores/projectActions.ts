// What the page does with projects and their clips lists: open, create, remove, read again after a reconnect.
// Not the clips themselves: screens/words and screens/record change those.

import { toLabErrorData } from '../../shared/contract/errors';
import type { Project } from '../../shared/contract/projects';
import type { Services } from '../../shared/contract/services';
import { createLabelColors } from '../theme/labelColors';
import type { AppActions, AppStore } from './appState';
import { readPreference, writePreference } from './preferences';

type ProjectActions = Omit<
  AppActions,
  'notify' | 'report' | 'dismiss' | 'attempt' | 'startJob' | 'refreshClips' | 'refreshRuns'
>;

export function createProjectActions(store: AppStore, services: Services): ProjectActions {
  const { getState: get, setState: set } = store;

  const putProject = (project: Project) => {
    const same = get().project?.labels.join('\n') === project.labels.join('\n');
    set(same ? { project } : { project, labelColor: createLabelColors(project.labels) });
  };

  const show = async (project: Project) => {
    const projectId = project.id;
    const [clips, backgrounds, runs] = await Promise.all([
      services.clips.list({ projectId }),
      services.clips.backgrounds({ projectId }),
      services.runs.list({ projectId }),
    ]);
    const changed = get().project?.id !== projectId;
    putProject(project);
    set({ clips, backgrounds, runs, phase: 'ready', failure: '' });
    writePreference('project', projectId);
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
    openSample: async () => {
      await show(await services.projects.openSample({}));
      await readProjects();
    },
    createProject: async (name, labels) => {
      await show(await services.projects.create({ name, labels }));
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
  };
}

function idOf(state: { readonly project: Project | null }): string {
  if (state.project === null) throw new Error('no project is open');
  return state.project.id;
}
