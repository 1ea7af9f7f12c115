// The run Test and Live work with, told by the address (#/test?run=...), by a choice on either screen, or the newest.
// Changing it changes it for both.

import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { RecognizerRun } from '../../shared/contract/training';
import { useRoute } from '../shell/route';
import { hasModel, runChoice, usableRun } from './runChoice';
import { useApp } from './useApp';

export interface UsableRun {
  /** Null while no run has a model. */
  readonly run: RecognizerRun | null;
  /** All runs with a model, newest first. */
  readonly runs: readonly RecognizerRun[];
  readonly choose: (runId: string) => void;
}

const choose = (runId: string) => runChoice.setState({ runId });

export function useUsableRun(): UsableRun {
  const named = useRoute().parameters.run;
  const all = useApp((state) => state.runs);
  const chosen = useStore(runChoice, ({ runId }) => runId);
  useEffect(() => {
    if (named !== undefined) choose(named);
  }, [named]);
  const runs = useMemo(() => all.filter(hasModel), [all]);
  return { run: usableRun(runs, chosen), runs, choose };
}
