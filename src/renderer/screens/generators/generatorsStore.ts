// The Train screen of music: what would be trained, what stands in its way, how good a run is.
// Not the run under way (the app store follows that) and not which run is in view (generatorChoice: Compose has it too).

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type {
  GeneratorConfig,
  GeneratorPlan,
  GeneratorPreset,
  GeneratorRun,
} from '../../../shared/contract/generators';
import type { Tune } from '../../../shared/contract/tunes';
import { recommendPreset } from '../../../shared/music';
import type { CollectionSize } from '../../../shared/music';
import type { Lab } from '../../lab';
import { createPlanner } from '../../learning/planner';
import type { PlanData, Planner } from '../../learning/planner';
import { createRunActions } from '../../learning/runActions';
import type { RunActions, RunsData } from '../../learning/runActions';
import { generatorChoice } from '../../stores/runChoice';
import { screenStoreHook } from '../../stores/screenStore';
import { createEvaluationActions, noEvaluations } from './generatorEvaluation';
import type { EvaluationActions, EvaluationData } from './generatorEvaluation';
import { nearestPreset } from './generatorWords';

export interface GeneratorsData extends PlanData<GeneratorPlan>, RunsData, EvaluationData {
  readonly presets: readonly GeneratorPreset[];
  /** What the settings began as and are compared with. */
  readonly presetName: string | null;
  /** Null until the presets are read. */
  readonly settings: GeneratorConfig | null;
  readonly starting: boolean;
}

export interface GeneratorsActions extends RunActions, EvaluationActions {
  /** Follows the project's tunes while the screen is open; returns the full clean-up. */
  attach(): () => void;
  /** Takes a preset's settings; seed and backend stay as they are. Also the way back to it after changes. */
  choosePreset(name: string): void;
  setSettings(settings: GeneratorConfig): void;
  start(): Promise<void>;
  showRun(runId: string): void;
  /** Takes over the configuration of an earlier run. */
  reuse(run: Pick<GeneratorRun, 'config'>): void;
}

export interface GeneratorsState extends GeneratorsData {
  readonly actions: GeneratorsActions;
}

export type GeneratorsStore = StoreApi<GeneratorsState>;
export type GeneratorsLab = Pick<Lab, 'services' | 'app'>;

const initial: GeneratorsData = {
  presets: [],
  presetName: null,
  settings: null,
  plan: null,
  planError: '',
  planning: false,
  starting: false,
  stopping: false,
  curves: {},
  ...noEvaluations,
};

export function createGeneratorsStore(lab: GeneratorsLab): GeneratorsStore {
  const store = createStore<GeneratorsState>(() => ({ ...initial, actions: {} as GeneratorsActions }));
  const planner = createPlanner(store, (signal) => {
    const { settings } = store.getState();
    const { project } = lab.app.getState();
    if (settings === null || project === null) return null;
    return lab.services.generators.plan({ projectId: project.id, config: settings }, { signal });
  });
  const evaluation = createEvaluationActions(store, lab);
  store.setState({
    actions: {
      attach: () => {
        const detach = attach(store, lab, planner);
        return () => {
          detach();
          evaluation.stopEvaluating();
        };
      },
      ...settingActions(store, planner),
      ...evaluation,
      ...createRunActions(store, lab, (runId) => {
        if (generatorChoice.getState().runId === runId) generatorChoice.setState({ runId: null });
      }),
      start: () => start(store, lab),
      showRun: (runId) => generatorChoice.setState({ runId }),
    },
  });
  return store;
}

export const useGeneratorsStore = screenStoreHook<GeneratorsStore>(createGeneratorsStore);

function attach(store: GeneratorsStore, { services, app }: GeneratorsLab, planner: Planner): () => void {
  const readPresets = async () => {
    store.setState(recommend(store.getState(), await services.generators.presets({}), app.getState().tunes));
    planner.plan();
  };
  void readPresets().catch(app.getState().actions.report);
  const unsubscribe = app.subscribe((state, before) => {
    if (state.tunes !== before.tunes || state.project !== before.project) {
      store.setState(recommend(store.getState(), store.getState().presets, state.tunes));
      planner.plan();
    }
    // Read anew after a reconnect: the first attempt may have failed with the connection.
    if (state.system !== before.system && store.getState().settings === null)
      void readPresets().catch(() => undefined);
  });
  return () => {
    unsubscribe();
    planner.stop();
  };
}

/** Stars the preset that suits the tunes, and takes it where nobody has chosen or changed anything yet. */
function recommend(
  { presets: former, presetName, settings }: GeneratorsData,
  read: readonly GeneratorPreset[],
  tunes: readonly Tune[],
): Partial<GeneratorsData> {
  const best = recommendPreset(read, sizeOf(tunes));
  if (best === undefined) return {};
  const presets = read.map((one) => ({ ...one, recommended: one.name === best.name }));
  const starred = former.find(({ recommended }) => recommended);
  const untouched = settings === null || (starred?.name === presetName && settings === starred?.config);
  return untouched ? { presets, presetName: best.name, settings: best.config } : { presets };
}

const sizeOf = (tunes: readonly Tune[]): CollectionSize => ({
  tunes: tunes.length,
  monophonic: tunes.filter(({ monophonic }) => monophonic).length,
});

type SettingActions = Pick<GeneratorsActions, 'choosePreset' | 'setSettings' | 'reuse'>;

function settingActions(store: GeneratorsStore, planner: Planner): SettingActions {
  const change = (changed: Partial<GeneratorsData>) => {
    store.setState(changed);
    planner.plan();
  };
  return {
    choosePreset: (name) => {
      const preset = store.getState().presets.find((one) => one.name === name);
      if (preset === undefined) return;
      const { seed, backend } = store.getState().settings ?? preset.config;
      change({ presetName: name, settings: { ...preset.config, seed, backend } });
    },
    setSettings: (settings) => change({ settings }),
    reuse: ({ config }) => {
      const preset = nearestPreset(store.getState().presets, config);
      change({ settings: config, presetName: preset?.name ?? null });
    },
  };
}

async function start(store: GeneratorsStore, { services, app }: GeneratorsLab): Promise<void> {
  const { settings, starting } = store.getState();
  const { project, actions } = app.getState();
  if (project === null || settings === null || starting) return;
  store.setState({ starting: true });
  await actions.attempt(async () => {
    const run = await services.generators.start({ projectId: project.id, config: settings });
    generatorChoice.setState({ runId: run.id });
    await actions.refreshRuns();
  });
  store.setState({ starting: false });
}
