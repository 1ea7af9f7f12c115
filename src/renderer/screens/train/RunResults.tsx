// The right half of Train: the run under way or the selected one, its curves, and all runs.
// Connects the stores to the parts; every part only takes props.

import { useStore } from 'zustand';
import classes from '../../learning/Results.module.css';
import { RunTable } from '../../learning/RunTable';
import { scoresSoFar } from '../../learning/scoresSoFar';
import { shownRun, trainingOf, withLatest } from '../../learning/shownRun';
import { TrainingPanel } from '../../learning/TrainingPanel';
import { useCurvesOf } from '../../learning/useCurvesOf';
import { navigate } from '../../shell/route';
import { runChoice } from '../../stores/runChoice';
import { useApp } from '../../stores/useApp';
import { RunCurves } from './RunCurves';
import { NoClipsYet, NoRunYet, RunOutcome } from './RunOutcome';
import { RecognizerConfiguration, recognizerScores } from './recognizerRuns';
import { runDifferences } from './runDifferences';
import type { TrainStore } from './trainStore';

export function RunResults({ store }: { readonly store: TrainStore }) {
  const { chosenRunId, curves, stopping, actions } = useStore(store);
  const runs = useApp((app) => app.runs);
  const projectId = useApp((app) => app.project?.id);
  const training = useApp((app) => app.training);
  const hasClips = useApp((app) => app.clips.length > 0);
  const run = shownRun(runs, trainingOf(training, 'recognizer'), chosenRunId, projectId);
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
          scores={scoresSoFar(training)}
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
            scores={recognizerScores}
            compare={(from, to) => runDifferences(from.config, to.config)}
            onSelect={actions.showRun}
            onReuse={actions.reuse}
            onRemove={(gone) => void actions.removeRun(gone)}
          />
          <RecognizerConfiguration run={run} />
        </>
      )}
    </div>
  );
}

const noEpochs = [] as const;
