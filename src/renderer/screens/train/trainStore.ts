// The Train screen's state: what would be trained, what stands in its way, which run is looked at.
// Not the run under way (the app store follows that) and not the training.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type {
  BackendDuel,
  EpochMetrics,
  Preset,
  RecognizerName,
  RecognizerRun,
  TrainingConfig,
  TrainingPlan,
} from '../../../shared/contract/training';
import type { Lab } from '../../lab';
import { screenStoreHook } from '../../stores/screenStore';
import { prepareFeatures } from '../../stores/prepareFeatures';
import { trainingConfig } from './trainSelectors';
import { createDuel, createPlanner } from './trainPlanner';
import type { Planner } from './trainPlanner';
import type { TrainingSettings } from './trainingFields';

export interface TrainData {
  readonly presets: readonly Preset[];
  /** Null until the presets are read. */
  readonly settings: TrainingSettings | null;
  /** Labels with clips that the person left out; new words join by themselves. */
  readonly excluded: readonly string[];
  /** What the configuration means for the data; the last one stays while a new one is made. */
  readonly plan: TrainingPlan | null;
  readonly planError: string;
  readonly starting: 'no' | 'features' | 'engine';
  readonly stopping: boolean;
  /** Step times of the backends on this machine, as far as they are known; null before anybody asked. */
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  /** The run whose curves are shown; null: the newest. */
  readonly chosenRunId: string | null;
  readonly curves: Readonly<Record<string, readonly EpochMetrics[]>>;
}

export interface TrainActions {
  /** Follows project and clips while the screen is open; returns the full clean-up. */
  attach(): () => void;
  choosePreset(name: RecognizerName): void;
  setSettings(settings: TrainingSettings): void;
  toggleLabel(label: string, included: boolean): void;
  /** Times a few steps of the configuration on every backend; a second call stops it. */
  timeBackends(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
  showRun(runId: string): void;
  /** Reads the curves of a run that is not under way. */
  loadCurves(run: Pick<RecognizerRun, 'id' | 'projectId'>): Promise<void>;
  removeRun(run: RecognizerRun): Promise<void>;
  /** Takes over the configuration of an earlier run. */
  reuse(run: RecognizerRun): void;
}

export interface TrainState extends TrainData {
  readonly actions: TrainActions;
}

export type TrainStore = StoreApi<TrainState>;
export type TrainLab = Pick<Lab, 'services' | 'app' | 'features'>;

const initial: TrainData = {
  presets: [],
  settings: null,
  excluded: [],
  plan: null,
  planError: '',
  starting: 'no',
  stopping: false,
  duel: null,
  duelling: false,
  chosenRunId: null,
  curves: {},
};

export function createTrainStore(lab: TrainLab): TrainStore {
  const store = createStore<TrainState>(() => ({ ...initial, actions: {} as TrainActions }));
  const planner = createPlanner(store, lab);
  const change = (changed: Partial<TrainData>) => {
    store.setState(changed);
    planner.plan();
  };
  store.setState({
    actions: {
      attach: () => attach(store, lab, planner),
      ...settingActions(store, change),
      ...runActions(store, lab),
      timeBackends: createDuel(store, lab),
    },
  });
  return store;
}

export const useTrainStore = screenStoreHook<TrainStore>(createTrainStore);

function attach(store: TrainStore, { services, app }: TrainLab, planner: Planner): () => void {
  const readPresets = async () => {
    const presets = await services.training.presets({});
    const preset = presets.find((one) => one.recommended) ?? presets[0];
    store.setState({ presets, settings: store.getState().settings ?? preset?.config ?? null });
    planner.plan();
  };
  void readPresets().catch(app.getState().actions.report);
  const unsubscribe = app.subscribe((state, before) => {
    if (state.clips !== before.clips || state.project !== before.project) planner.plan();
    // Read anew after a reconnect: the first attempt may have failed with the connection.
    if (state.system !== before.system && store.getState().settings === null)
      void readPresets().catch(() => undefined);
  });
  return () => {
    unsubscribe();
    planner.stop();
  };
}

type SettingActions = Pick<TrainActions, 'choosePreset' | 'setSettings' | 'toggleLabel' | 'reuse'>;

function settingActions(store: TrainStore, change: (changed: Partial<TrainData>) => void): SettingActions {
  return {
    choosePreset: (name) => {
      const preset = store.getState().presets.find((one) => one.name === name);
      if (preset === undefined) return;
      const { seed, backend } = store.getState().settings ?? preset.config;
      change({ settings: { ...preset.config, seed, backend } });
    },
    setSettings: (settings) => change({ settings }),
    toggleLabel: (label, included) => {
      const others = store.getState().excluded.filter((one) => one !== label);
      change({ excluded: included ? others : [...others, label] });
    },
    reuse: ({ config: { labels, ...settings }, counts }) => {
      const known = Object.keys(counts);
      change({ settings, excluded: known.filter((label) => !labels.includes(label)) });
    },
  };
}

type RunActions = Pick<TrainActions, 'start' | 'stop' | 'showRun' | 'loadCurves' | 'removeRun'>;

function runActions(store: TrainStore, lab: TrainLab): RunActions {
  const { services, app } = lab;
  const { getState: get, setState: set } = store;
  const attempt = (work: () => Promise<unknown>) => app.getState().actions.attempt(work);

  const startRun = async (projectId: string, config: TrainingConfig) => {
    set({ starting: 'features' });
    await prepareFeatures(lab);
    set({ starting: 'engine' });
    const run = await services.training.start({ projectId, config });
    set({ chosenRunId: run.id });
    await app.getState().actions.refreshRuns();
  };

  return {
    start: async () => {
      const { project } = app.getState();
      const config = trainingConfig(get(), app.getState());
      if (project === null || config === null || get().starting !== 'no') return;
      await attempt(() => startRun(project.id, config));
      set({ starting: 'no' });
    },
    stop: async () => {
      const run = app.getState().training?.run;
      if (run === undefined || get().stopping) return;
      set({ stopping: true });
      await attempt(() => services.training.stop({ projectId: run.projectId, runId: run.id }));
      set({ stopping: false });
    },
    showRun: (runId) => set({ chosenRunId: runId }),
    loadCurves: async ({ id: runId, projectId }) => {
      await attempt(async () => {
        const epochs = await services.runs.metrics({ projectId, runId });
        set((state) => ({ curves: { ...state.curves, [runId]: epochs } }));
      });
    },
    removeRun: async ({ id: runId, projectId }) => {
      const removed = await attempt(() => services.runs.remove({ projectId, runId }));
      if (!removed) return;
      if (get().chosenRunId === runId) set({ chosenRunId: null });
      await attempt(app.getState().actions.refreshRuns);
    },
  };
}
