// Test: how well a trained recognizer does on clips, where it errs, and what its mistakes sound like.
// Connects the stores to the parts; every part only takes props.

import { Alert, Button, VisuallyHidden } from '@mantine/core';
import { IconChecklist, IconTargetArrow } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { RecognizerRun } from '../../../shared/contract/training';
import { EmptyState } from '../../components/EmptyState';
import { hrefOf } from '../../shell/route';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import type { UsableRun } from '../../stores/useUsableRun';
import { useUsableRun } from '../../stores/useUsableRun';
import { tunedDecoder } from '../live/decoderMemory';
import { EvaluationView } from './EvaluationView';
import { ExportPanel } from './ExportPanel';
import { HeardClips } from './HeardClips';
import classes from './Test.module.css';
import { TestToolbar } from './TestToolbar';
import { useTestStore } from './testStore';
import type { TestStore } from './testStore';
import { archiveName, download, zipFiles } from '../../components/zip';

export function TestScreen() {
  const store = useTestStore();
  const usable = useUsableRun();
  return (
    <>
      <VisuallyHidden component="h1">Test</VisuallyHidden>
      {usable.run === null ? <NoModelYet /> : <RunTest store={store} usable={usable} run={usable.run} />}
    </>
  );
}

function NoModelYet() {
  return (
    <EmptyState
      Icon={IconTargetArrow}
      title="There is nothing to test yet"
      text="Here you see how well a trained recognizer does on clips it never learned from, which words it confuses, and hear each of its mistakes. Train one first."
    >
      <Button component="a" href={hrefOf('train')}>
        Go to Train
      </Button>
    </EmptyState>
  );
}

interface RunTestProps {
  readonly store: TestStore;
  readonly usable: UsableRun;
  readonly run: RecognizerRun;
}

function RunTest({ store, usable, run }: RunTestProps) {
  const state = useStore(store);
  const { split, phase, problem, evaluation, actions } = state;
  const colorOf = useApp((app) => app.labelColor);
  useShown(store, run, split);
  useShortcuts('Test', [
    {
      keys: 'ArrowDown',
      title: 'Hear the next clip of the list',
      run: () => actions.play(store.getState().active + 1),
    },
    { keys: 'ArrowUp', title: 'Hear the clip before', run: () => actions.play(store.getState().active - 1) },
    { keys: 'Enter', title: 'Hear the clip again', run: () => actions.play(store.getState().active) },
    { keys: 'E', title: 'Evaluate', run: () => void actions.evaluate(run), enabled: phase === 'idle' },
  ]);
  return (
    <div className={classes.screen}>
      <TestToolbar
        runs={usable.runs}
        run={run}
        split={split}
        evaluating={phase === 'evaluating'}
        progress={state.progress}
        exporting={state.exporting}
        onRun={usable.choose}
        onSplit={actions.chooseSplit}
        onEvaluate={() => void actions.evaluate(run)}
        onStop={actions.stop}
        onExport={() => void actions.exportModel(run, tunedDecoder(run.id))}
      />
      <div className={classes.main}>
        <Exported store={store} run={run} />
        {problem !== '' && (
          <Alert color="red" title="It could not be evaluated" mx={20} mt={14}>
            {problem}
          </Alert>
        )}
        {evaluation === null ? (
          <NotEvaluated evaluating={phase === 'evaluating'} />
        ) : (
          <EvaluationView
            evaluation={evaluation}
            chosen={state.listed.kind === 'cell' ? state.listed.cell : null}
            sort={state.sort}
            colorOf={colorOf}
            onOpen={(cell) => actions.open({ kind: 'cell', cell })}
            onMistakes={() => actions.open({ kind: 'wrong' })}
            onSort={actions.sortBy}
          />
        )}
      </div>
      <HeardClips store={store} colorOf={colorOf} />
    </div>
  );
}

/** Shows what is known of the run and split in view; an evaluation of another choice is stopped. */
function useShown(store: TestStore, run: RecognizerRun, split: string): void {
  const { id, projectId, testAccuracy } = run;
  useEffect(() => {
    void store.getState().actions.show({ id, projectId, testAccuracy });
  }, [store, id, projectId, testAccuracy, split]);
}

function NotEvaluated({ evaluating }: { readonly evaluating: boolean }) {
  return (
    <EmptyState
      Icon={IconChecklist}
      title={evaluating ? 'Listening to the clips' : 'Not evaluated yet'}
      text="Evaluate shows how many of these clips the recognizer gets right, which words it takes for which, and lets you hear each mistake."
    />
  );
}

function Exported({ store, run }: { readonly store: TestStore; readonly run: RecognizerRun }) {
  const exported = useStore(store, (state) => state.exported);
  const project = useApp((app) => app.project?.name ?? '');
  if (exported === null || exported.runId !== run.id) return null;
  const name = archiveName(project, run.config.recognizer);
  return (
    <ExportPanel
      exported={exported}
      onDownload={() => download(`${name}.zip`, zipFiles(name, exported.files), 'application/zip')}
      onClose={() => store.setState({ exported: null })}
    />
  );
}
