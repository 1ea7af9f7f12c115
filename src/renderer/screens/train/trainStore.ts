// The Train screen's state: what would be trained, what stands in its way, which run is looked at.
// Not the run under way (the app store follows that) and not the training.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type {
  BackendDuel,
  Preset,
  RecognizerName,
  RecognizerRun,
  TrainingConfig,
  TrainingPlan,
} from '../../../shared/contract/training';
import type { Lab } from '../../lab';
import { createPlanner } from '../../learning/planner';
import type { PlanData, Planner } from '../../learning/planner';
import { createRunActions } from '../../learning/runActions';
import type { RunActions, RunsData } from '../../learning/runActions';
import { prepareFeatures } from '../../stores/prepareFeatures';
import { screenStoreHook } from '../../stores/screenStore';
import { createDuel } from './backendDuel';
import { trainingConfig } from './trainSelectors';
import type { TrainingSettings } from './trainingFields';

export interface TrainData extends PlanData<TrainingPlan>, RunsData {
  readonly presets: readonly Preset[];
  /** Null until the presets are read. */
  readonly settings: TrainingSettings | null;
  /** Labels with clips that the person left out; new words join by themselves. */
  readonly excluded: readonly string[];
  readonly starting: 'no' | 'features' | 'engine';
  /** Step times of the backends on this machine, as far as they are known; null before anybody asked. */
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  /** The run whose curves are shown; null: the newest. */
  readonly chosenRunId: string | null;
}

export interface TrainActions extends RunActions {
  /** Follows project and clips while the screen is open; returns the full clean-up. */
  attach(): () => void;
  choosePreset(name: RecognizerName): void;
  setSettings(settings: TrainingSettings): void;
  toggleLabel(label: string, included: boolean): void;
  /** Times a few steps of the configuration on every backend; a second call stops it. */
  timeBackends(): Promise<void>;
  start(): Promise<void>;
  showRun(runId: string): void;
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
  planning: false,
  starting: 'no',
  stopping: false,
  duel: null,
  duelling: false,
  chosenRunId: null,
  curves: {},
};

export function createTrainStore(lab: TrainLab): TrainStore {
  const store = createStore<TrainState>(() => ({ ...initial, actions: {} as TrainActions }));
  const planner = createPlanner(store, (signal) => askPlan(store, lab, signal));
  const change = (changed: Partial<TrainData>) => {
    store.setState(changed);
    planner.plan();
  };
  store.setState({
    actions: {
      attach: () => attach(store, lab, planner),
      ...settingActions(store, change),
      ...createRunActions(store, lab, (runId) => {
        if (store.getState().chosenRunId === runId) store.setState({ chosenRunId: null });
      }),
      start: () => start(store, lab),
      showRun: (runId) => store.setState({ chosenRunId: runId }),
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

function askPlan(
  store: TrainStore,
  { services, app }: TrainLab,
  signal: AbortSignal,
): Promise<TrainingPlan> | null {
  const { project } = app.getState();
  const config = trainingConfig(store.getState(), app.getState());
  if (project === null || config === null) return null;
  return services.training.plan({ projectId: project.id, config }, { signal });
}

async function start(store: TrainStore, lab: TrainLab): Promise<void> {
  const { project, actions } = lab.app.getState();
  const config = trainingConfig(store.getState(), lab.app.getState());
  if (project === null || config === null || store.getState().starting !== 'no') return;
  await actions.attempt(() => startRun(store, lab, project.id, config));
  store.setState({ starting: 'no' });
}

async function startRun(store: TrainStore, lab: TrainLab, projectId: string, config: TrainingConfig) {
  store.setState({ starting: 'features' });
  await prepareFeatures(lab);
  store.setState({ starting: 'engine' });
  const run = await lab.services.training.start({ projectId, config });
  store.setState({ chosenRunId: run.id });
  await lab.app.getState().actions.refreshRuns();
}
