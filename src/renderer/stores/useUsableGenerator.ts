// The generator Compose writes with, told by the address (#/compose?run=...), by a choice on either screen, or the newest.
// Changing it changes it for Train and Compose.

import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { GeneratorRun } from '../../shared/contract/generators';
import { useRoute } from '../shell/route';
import { generatorChoice, hasModel, usableRun } from './runChoice';
import { useApp } from './useApp';

export interface UsableGenerator {
  /** Null while no run has a model. */
  readonly run: GeneratorRun | null;
  /** All runs with a model, newest first. */
  readonly runs: readonly GeneratorRun[];
  readonly choose: (runId: string) => void;
}

const choose = (runId: string) => generatorChoice.setState({ runId });

export function useUsableGenerator(): UsableGenerator {
  const named = useRoute().parameters.run;
  const all = useApp((state) => state.generatorRuns);
  const chosen = useStore(generatorChoice, ({ runId }) => runId);
  useEffect(() => {
    if (named !== undefined) choose(named);
  }, [named]);
  const runs = useMemo(() => all.filter(hasModel), [all]);
  return { run: usableRun(runs, chosen), runs, choose };
}
