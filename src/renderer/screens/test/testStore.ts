// The Test screen's state: which run on which clips, what came out, which cell is being heard, the export.
// Not the evaluation: the engine does that and keeps it.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { ItemProgress } from '../../../shared/contract/call';
import type { Split } from '../../../shared/contract/clips';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { ClipPrediction, Evaluation } from '../../../shared/contract/evaluation';
import type { DecoderConfig } from '../../../shared/contract/live';
import type { ModelPackage } from '../../../shared/contract/models';
import type { RecognizerRun } from '../../../shared/contract/training';
import type { Lab } from '../../lab';
import { screenStoreHook } from '../../stores/screenStore';
import type { ClassColumn, ClassSort } from './classRows';
import { nextSort } from './classRows';
import { clipsOfCell, largestConfusion, wrongClips } from './confusion';
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
  /** Place in the listed clips that was heard last. */
  readonly active: number;
  /** Rises when a person opens a cell: the list takes the focus then, so that arrows go on. */
  readonly opened: number;
  readonly sort: ClassSort | null;
  readonly exporting: boolean;
  readonly exported: ExportedModel | null;
}

export interface TestActions {
  chooseSplit(split: EvaluatedSplit): void;
  evaluate(run: Pick<RecognizerRun, 'id' | 'projectId'>): Promise<void>;
  stop(): void;
  /** Shows what is already known of this run, without computing anything. */
  show(run: Pick<RecognizerRun, 'id' | 'projectId' | 'testAccuracy'>): Promise<void>;
  /** Lists the clips of a cell, or all mistakes, and plays the first. */
  open(listed: Listed): void;
  /** Plays one of the listed clips. */
  play(index: number): void;
  sortBy(column: ClassColumn): void;
  /** @param decoder the settings tuned in Live, null for the model's own */
  exportModel(run: RecognizerRun, decoder: DecoderConfig | null): Promise<void>;
}

export interface TestState extends TestData {
  readonly actions: TestActions;
}

export type TestStore = StoreApi<TestState>;
export type TestLab = Pick<Lab, 'services' | 'app' | 'player'>;

const initial: TestData = {
  split: 'test',
  phase: 'idle',
  progress: null,
  problem: '',
  evaluation: null,
  listed: { kind: 'wrong' },
  active: 0,
  opened: 0,
  sort: null,
  exporting: false,
  exported: null,
};

export function createTestStore(lab: TestLab): TestStore {
  const store = createStore<TestState>(() => ({ ...initial, actions: {} as TestActions }));
  const { getState: get, setState: set } = store;
  const play = (index: number) => {
    const clip = listedClips(get().evaluation, get().listed)[index];
    const projectId = lab.app.getState().project?.id;
    if (clip === undefined || projectId === undefined) return;
    set({ active: index });
    void lab.app.getState().actions.attempt(() => lab.player.playClip(projectId, clip.clipId));
  };
  const evaluation = createEvaluationActions(store, lab);
  set({
    actions: {
      ...evaluation,
      chooseSplit: (split) => set({ split }),
      play,
      open: (listed) => {
        const empty = listedClips(get().evaluation, listed).length === 0;
        set(({ opened }) => ({ listed, active: 0, opened: empty ? opened : opened + 1 }));
        play(0);
      },
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

export const useTestStore = screenStoreHook<TestStore>(createTestStore);

/** The clips of what is listed, most wrong first. */
export function listedClips(evaluation: Evaluation | null, listed: Listed): readonly ClipPrediction[] {
  if (evaluation === null) return [];
  return listed.kind === 'cell' ? clipsOfCell(evaluation, listed.cell) : wrongClips(evaluation);
}

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

  const evaluate = async ({ id: runId, projectId }: Pick<RecognizerRun, 'id' | 'projectId'>) => {
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
      set({ evaluation, listed: firstListed(evaluation), active: 0 });
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
