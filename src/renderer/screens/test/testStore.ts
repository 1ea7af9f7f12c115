// The Test screen's state: which run on which clips, what came out, which cell is being heard, the export.
// Not the evaluation: the engine does that and keeps it.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ItemProgress } from '../../../shared/contract/call';
import type { Split } from '../../../shared/contract/clips';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { Evaluation } from '../../../shared/contract/evaluation';
import type { DecoderConfig } from '../../../shared/contract/live';
import type { ModelPackage } from '../../../shared/contract/models';
import type { Run } from '../../../shared/contract/training';
import type { Lab } from '../../lab';
import { perLab } from '../../stores/perLab';
import type { ClassColumn, ClassSort } from './classRows';
import { nextSort } from './classRows';
import { largestConfusion } from './confusion';
import type { Cell } from './confusion';

export type EvaluatedSplit = Split | 'all';

/** What the list beside the matrix shows: one cell, or everything that was taken for something else. */
export type Listed = { readonly kind: 'cell'; readonly cell: Cell } | { readonly kind: 'wrong' };

export interface ExportedModel extends ModelPackage {
  readonly runId: string;
  /** True when it carries the decoder settings tuned in Live. */
  readonly tuned: boolean;
}

export interface TestData {
  readonly split: EvaluatedSplit;
  readonly phase: 'idle' | 'evaluating';
  readonly progress: ItemProgress | null;
  /** Why there is no evaluation; empty when nothing went wrong. */
  readonly problem: string;
  /** Of `evaluation.runId`; stays on the screen while another one is made. */
  readonly evaluation: Evaluation | null;
  readonly listed: Listed;
  readonly sort: ClassSort | null;
  readonly exporting: boolean;
  readonly exported: ExportedModel | null;
}

export interface TestActions {
  chooseSplit(split: EvaluatedSplit): void;
  evaluate(run: Run): Promise<void>;
  stop(): void;
  /** Shows what is already known of this run, without computing anything. */
  show(run: Run): Promise<void>;
  list(listed: Listed): void;
  sortBy(column: ClassColumn): void;
  /** @param decoder the settings tuned in Live, null for the model's own */
  exportModel(run: Run, decoder: DecoderConfig | null): Promise<void>;
}

export interface TestState extends TestData {
  readonly actions: TestActions;
}

export type TestStore = StoreApi<TestState>;
export type TestLab = Pick<Lab, 'services' | 'app'>;

const initial: TestData = {
  split: 'test',
  phase: 'idle',
  progress: null,
  problem: '',
  evaluation: null,
  listed: { kind: 'wrong' },
  sort: null,
  exporting: false,
  exported: null,
};

export function createTestStore(lab: TestLab): TestStore {
  const store = createStore<TestState>(() => ({ ...initial, actions: {} as TestActions }));
  const { setState: set } = store;
  const evaluation = createEvaluationActions(store, lab);
  set({
    actions: {
      ...evaluation,
      chooseSplit: (split) => set({ split }),
      list: (listed) => set({ listed }),
      sortBy: (column) => set(({ sort }) => ({ sort: nextSort(sort, column) })),
      exportModel: async ({ id: runId, projectId }, decoder) => {
        set({ exporting: true, exported: null });
        await lab.app.getState().actions.attempt(async () => {
          const options = {
            projectId,
            runId,
            format: 'tfjs' as const,
            ...(decoder === null ? {} : { decoder }),
          };
          const made = await lab.services.models.exportModel(options);
          set({ exported: { ...made, runId, tuned: decoder !== null } });
        });
        set({ exporting: false });
      },
    },
  });
  return store;
}

export const testStoreOf = perLab(createTestStore);

/** What is listed when an evaluation has just come: the largest confusion, else everything wrong (nothing). */
function firstListed({ confusion }: Evaluation): Listed {
  const cell = largestConfusion(confusion);
  return cell === null ? { kind: 'wrong' } : { kind: 'cell', cell };
}

function createEvaluationActions(
  store: TestStore,
  { services, app }: TestLab,
): Pick<TestActions, 'evaluate' | 'show' | 'stop'> {
  const { getState: get, setState: set } = store;
  let call: AbortController | null = null;

  const evaluate = async ({ id: runId, projectId }: Run) => {
    call?.abort();
    const mine = (call = new AbortController());
    set({ phase: 'evaluating', progress: null, problem: '' });
    const onProgress = (progress: ItemProgress) => mine.signal.aborted || set({ progress });
    try {
      const { split } = get();
      const evaluation = await services.evaluation.evaluate(
        { projectId, runId, split },
        { signal: mine.signal, onProgress },
      );
      if (mine.signal.aborted) return;
      set({ evaluation, listed: firstListed(evaluation) });
      if (split === 'test') void app.getState().actions.refreshRuns();
    } catch (error) {
      const { code, message } = toLabErrorData(error);
      if (!mine.signal.aborted && code !== 'aborted') set({ problem: message });
    } finally {
      if (call === mine) {
        call = null;
        set({ phase: 'idle', progress: null });
      }
    }
  };

  const stop = () => {
    call?.abort();
    call = null;
    set({ phase: 'idle', progress: null });
  };

  return {
    evaluate,
    stop,
    show: async (run) => {
      const { evaluation, split } = get();
      if (evaluation?.runId === run.id && evaluation.split === split) return;
      stop();
      set({ problem: '', evaluation: null });
      // Once evaluated, the engine keeps it: asking again costs nothing.
      if (split === 'test' && run.testAccuracy !== null) await evaluate(run);
    },
  };
}
