// The right half of Train: the run under way or the selected one, its curves, how well it predicts, and all runs.
// Connects the stores to the parts; every part only takes props.

import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { GeneratorRun } from '../../../shared/contract/generators';
import classes from '../../learning/Results.module.css';
import { RunTable } from '../../learning/RunTable';
import { scoresSoFar } from '../../learning/scoresSoFar';
import { shownRun, trainingOf, withLatest } from '../../learning/shownRun';
import { TrainingPanel } from '../../learning/TrainingPanel';
import { useCurvesOf } from '../../learning/useCurvesOf';
import { navigate } from '../../shell/route';
import { useShortcuts } from '../../shell/shortcuts';
import { generatorChoice, hasModel } from '../../stores/runChoice';
import { useApp } from '../../stores/useApp';
import { EvaluationPanel } from './EvaluationPanel';
import { GeneratorCurves } from './GeneratorCurves';
import { GeneratorOutcome, NoRunYet, NoTunesYet } from './GeneratorOutcome';
import { GeneratorConfiguration, generatorScores } from './generatorRuns';
import { evaluationKey } from './generatorEvaluation';
import { generatorDifferences } from './generatorWords';
import type { GeneratorsStore } from './generatorsStore';

export function GeneratorResults({ store }: { readonly store: GeneratorsStore }) {
  const { stopping, actions } = useStore(store);
  const chosenRunId = useStore(generatorChoice, ({ runId }) => runId);
  const runs = useApp((app) => app.generatorRuns);
  const projectId = useApp((app) => app.project?.id);
  const training = useApp((app) => app.training);
  const hasTunes = useApp((app) => app.tunes.length > 0);
  const run = shownRun(runs, trainingOf(training, 'generator'), chosenRunId, projectId);
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
      {run === null ? (
        training === null && (hasTunes ? <NoRunYet /> : <NoTunesYet />)
      ) : (
        <>
          <ShownRun store={store} run={run} />
          <RunTable
            runs={runs.map((one) => withLatest(one, training))}
            selected={run}
            scores={generatorScores}
            compare={(from, to) => generatorDifferences(from.config, to.config)}
            onSelect={actions.showRun}
            onReuse={actions.reuse}
            onRemove={(gone) => void actions.removeRun(gone)}
          />
          <GeneratorConfiguration run={run} />
        </>
      )}
    </div>
  );
}

interface ShownRunProps {
  readonly store: GeneratorsStore;
  readonly run: GeneratorRun;
}

const noEpochs = [] as const;

function ShownRun({ store, run }: ShownRunProps) {
  const { curves, actions } = useStore(store);
  const training = useApp((app) => app.training);
  const live = training?.run.id === run.id ? training : null;
  useCurvesOf(live === null ? run : null, actions.loadCurves);
  const epochs = live?.epochs ?? curves[run.id] ?? noEpochs;
  const compose = () => {
    generatorChoice.setState({ runId: run.id });
    navigate('compose', { run: run.id });
  };
  return (
    <>
      {live === null && <GeneratorOutcome run={run} epochs={epochs} onCompose={compose} />}
      <GeneratorCurves
        epochs={epochs}
        progress={live?.progress ?? null}
        planned={run.config.epochs}
        running={live !== null}
      />
      {live === null && hasModel(run) && <Evaluation store={store} run={run} />}
    </>
  );
}

function Evaluation({ store, run }: ShownRunProps) {
  const { split, evaluations, evaluating, problem, actions } = useStore(store);
  const key = evaluationKey(run.id, split);
  const isUnderWay = evaluating?.key === key;
  const evaluate = () => void actions.evaluate(run);
  useEffect(
    () => void actions.recall({ id: run.id, projectId: run.projectId }),
    [actions, run.id, run.projectId, split],
  );
  useShortcuts('Evaluation', [
    {
      keys: 'E',
      title: 'Evaluate the selected run',
      run: evaluate,
      enabled: evaluating === null && evaluations[key] === undefined,
    },
  ]);
  return (
    <EvaluationPanel
      split={split}
      evaluation={evaluations[key] ?? null}
      evaluating={isUnderWay}
      progress={isUnderWay ? evaluating.progress : null}
      problem={problem?.key === key ? problem.message : ''}
      onSplit={actions.chooseSplit}
      onEvaluate={evaluate}
      onStop={actions.stopEvaluating}
    />
  );
}
