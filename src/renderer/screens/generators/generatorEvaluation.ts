// Measuring how well a generator predicts tunes: asking for it, its progress, what came of it by run and split.
// Not the measuring: the engine does that, and keeps it beside the run.

import type { StoreApi } from 'zustand/vanilla';
import type { ItemProgress } from '../../../shared/contract/call';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import type { RunRecord } from '../../../shared/contract/training';
import type { Lab } from '../../lab';

/** What a run is judged on; training tunes stand beside either. */
export const judgedSplits = ['valid', 'test'] as const;
export type JudgedSplit = (typeof judgedSplits)[number];

type RunKey = Pick<RunRecord, 'id' | 'projectId'>;

export interface EvaluationData {
  readonly split: JudgedSplit;
  /** By {@link evaluationKey}. */
  readonly evaluations: Readonly<Record<string, GeneratorEvaluation>>;
  /** The evaluation under way. */
  readonly evaluating: { readonly key: string; readonly progress: ItemProgress | null } | null;
  /** Why the last one failed, and which it was. */
  readonly problem: { readonly key: string; readonly message: string } | null;
}

export interface EvaluationActions {
  chooseSplit(split: JudgedSplit): void;
  /** Measures a run on the chosen split; one at a time, a new one ends the one before. */
  evaluate(run: RunKey): Promise<void>;
  stopEvaluating(): void;
  /** Shows what was measured before of a run on the chosen split, where it is kept. */
  recall(run: RunKey): Promise<void>;
}

export const noEvaluations: EvaluationData = {
  split: 'valid',
  evaluations: {},
  evaluating: null,
  problem: null,
};

export const evaluationKey = (runId: string, split: JudgedSplit) => `${runId} ${split}`;

export function createEvaluationActions<State extends EvaluationData>(
  store: StoreApi<State>,
  { services }: Pick<Lab, 'services'>,
): EvaluationActions {
  const set = (data: Partial<EvaluationData>) => store.setState(data as Partial<State>);
  let call: AbortController | null = null;
  const stopEvaluating = () => call?.abort();

  const evaluate = async ({ id: runId, projectId }: RunKey) => {
    stopEvaluating();
    const { split } = store.getState();
    const key = evaluationKey(runId, split);
    const mine = (call = new AbortController());
    const { signal } = mine;
    const onProgress = (progress: ItemProgress) => signal.aborted || set({ evaluating: { key, progress } });
    set({ evaluating: { key, progress: null }, problem: null });
    try {
      const result = await services.generation.evaluate({ projectId, runId, split }, { signal, onProgress });
      set({ evaluations: { ...store.getState().evaluations, [key]: result } });
    } catch (error) {
      const { code, message } = toLabErrorData(error);
      if (code !== 'aborted' && !signal.aborted) set({ problem: { key, message } });
    }
    if (call === mine) set({ evaluating: null });
  };

  const recall = async ({ id: runId, projectId }: RunKey) => {
    const { split } = store.getState();
    const key = evaluationKey(runId, split);
    if (store.getState().evaluations[key]) return;
    // Where it cannot be read, the button that measures it says why.
    const kept = await services.generation.keptEvaluation({ projectId, runId, split }).catch(() => null);
    if (kept) set({ evaluations: { ...store.getState().evaluations, [key]: kept } });
  };

  return { chooseSplit: (split) => set({ split }), evaluate, stopEvaluating, recall };
}
