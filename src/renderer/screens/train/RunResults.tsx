// The right half of Train: the run under way or the selected one, its curves, and all runs.
// Connects the stores to the parts; every part only takes props.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { RecognizerRun } from '../../../shared/contract/training';
import { navigate } from '../../shell/route';
import { runChoice } from '../../stores/runChoice';
import { useApp } from '../../stores/useApp';
import classes from './Results.module.css';
import { RunConfiguration } from './RunConfiguration';
import { RunCurves } from './RunCurves';
import { NoClipsYet, NoRunYet, RunOutcome } from './RunOutcome';
import { RunTable } from './RunTable';
import { TrainingPanel } from './TrainingPanel';
import type { TrainActions, TrainStore } from './trainStore';
import { shownRun, withLatest } from './trainSelectors';

export function RunResults({ store }: { readonly store: TrainStore }) {
  const { chosenRunId, curves, stopping, actions } = useStore(store);
  const runs = useApp((app) => app.runs);
  const projectId = useApp((app) => app.project?.id);
  const training = useApp((app) => app.training);
  const hasClips = useApp((app) => app.clips.length > 0);
  const run = shownRun(runs, training, chosenRunId, projectId);
  const live = run !== null && training?.run.id === run.id ? training : null;
  useCurvesOf(live === null ? run : null, actions.loadCurves);
  const test = (runId: string) => {
    runChoice.setState({ runId });
    navigate('test', { run: runId });
  };
  return (
    <div className={classes.results}>
      {training !== null && (
        <TrainingPanel
          training={training}
          elsewhere={training.run.projectId !== projectId}
          stopping={stopping}
          onStop={() => void actions.stop()}
        />
      )}
      {run !== null && live === null && <RunOutcome run={run} onTest={() => test(run.id)} />}
      {run === null ? (
        training === null && (hasClips ? <NoRunYet /> : <NoClipsYet />)
      ) : (
        <>
          <RunCurves
            epochs={live?.epochs ?? curves[run.id] ?? noEpochs}
            progress={live?.progress ?? null}
            planned={run.config.epochs}
            running={live !== null}
          />
          <RunTable
            runs={runs.map((one) => withLatest(one, training))}
            selected={run}
            onSelect={actions.showRun}
            onReuse={actions.reuse}
            onRemove={(gone) => void actions.removeRun(gone)}
          />
          <RunConfiguration run={run} />
        </>
      )}
    </div>
  );
}

const noEpochs = [] as const;

/** Reads the curves of a run that has ended, again when its record changes. */
function useCurvesOf(run: RecognizerRun | null, load: TrainActions['loadCurves']): void {
  const { id, projectId, status, epochsDone } = run ?? {
    id: '',
    projectId: '',
    status: 'running',
    epochsDone: 0,
  };
  useEffect(() => {
    if (id !== '') void load({ id, projectId });
  }, [id, projectId, status, epochsDone, load]);
}
