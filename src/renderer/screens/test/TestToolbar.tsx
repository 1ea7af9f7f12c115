// Which run is tested on which clips, the start of it, and the way out of the lab.
// Props only; the screen connects it.

import { Button, Progress, SegmentedControl, Select } from '@mantine/core';
import { IconChecklist, IconFileExport, IconPlayerStop } from '@tabler/icons-react';
import type { ItemProgress } from '../../../shared/contract/call';
import type { RecognizerRun } from '../../../shared/contract/training';
import { runTitle } from '../../learning/runWords';
import classes from './Test.module.css';
import type { EvaluatedSplit } from './testStore';

export interface TestToolbarProps {
  readonly runs: readonly RecognizerRun[];
  readonly run: RecognizerRun;
  readonly split: EvaluatedSplit;
  readonly evaluating: boolean;
  readonly progress: ItemProgress | null;
  readonly exporting: boolean;
  readonly onRun: (runId: string) => void;
  readonly onSplit: (split: EvaluatedSplit) => void;
  readonly onEvaluate: () => void;
  readonly onStop: () => void;
  readonly onExport: () => void;
}

const splitChoices: readonly { readonly value: EvaluatedSplit; readonly label: string }[] = [
  { value: 'test', label: 'Test' },
  { value: 'validation', label: 'Validation' },
  { value: 'train', label: 'Train' },
  { value: 'all', label: 'All' },
];

export function TestToolbar(props: TestToolbarProps) {
  const { runs, run, split, onRun, onSplit, exporting, onExport } = props;
  return (
    <div className={classes.toolbar}>
      <Select
        className={classes.runSelect}
        aria-label="Run"
        allowDeselect={false}
        data={runs.map((one) => ({ value: one.id, label: runTitle(one) }))}
        value={run.id}
        onChange={(runId) => runId !== null && onRun(runId)}
      />
      <SegmentedControl
        aria-label="Clips to test on"
        title="Test clips tell how good it is; validation clips chose the best epoch, training clips were learned."
        data={[...splitChoices]}
        value={split}
        onChange={(value) => onSplit(value as EvaluatedSplit)}
      />
      <EvaluateButton {...props} />
      <Button
        variant="default"
        ml="auto"
        title="A folder that opens in any TensorFlow.js: model, weights, features, decoder, metadata, receipt"
        leftSection={<IconFileExport size={17} aria-hidden />}
        loading={exporting}
        onClick={onExport}
      >
        Export model
      </Button>
    </div>
  );
}

function EvaluateButton({ evaluating, progress, onEvaluate, onStop }: TestToolbarProps) {
  if (!evaluating) {
    return (
      <Button w={150} leftSection={<IconChecklist size={18} aria-hidden />} onClick={onEvaluate}>
        Evaluate
      </Button>
    );
  }
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <Button
      w={150}
      variant="default"
      leftSection={<IconPlayerStop size={16} aria-hidden />}
      onClick={onStop}
      aria-label="Stop evaluating"
    >
      <span className={classes.progress}>
        {progress === null ? 'Starting' : `${progress.done} of ${progress.total}`}
        <Progress value={share * 100} size={4} aria-label="Clips evaluated" transitionDuration={150} />
      </span>
    </Button>
  );
}
