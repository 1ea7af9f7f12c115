// How well the selected generator predicts tunes it has not learned from: asking for it, and what came of it.
// The numbers come with the evaluation; nothing is computed here.

import { Alert, Button, Progress, SegmentedControl } from '@mantine/core';
import { IconChecklist, IconPlayerStop } from '@tabler/icons-react';
import type { ItemProgress } from '../../../shared/contract/call';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import { EvaluationBars } from './EvaluationBars';
import classes from './Generators.module.css';
import { countWords } from './generatorWords';
import { judgedSplits } from './generatorEvaluation';
import type { JudgedSplit } from './generatorEvaluation';

export interface EvaluationPanelProps {
  readonly split: JudgedSplit;
  /** Of the run and split in view; null before it was asked for. */
  readonly evaluation: GeneratorEvaluation | null;
  readonly evaluating: boolean;
  readonly progress: ItemProgress | null;
  /** Why it could not be evaluated; empty where it could. */
  readonly problem: string;
  readonly onSplit: (split: JudgedSplit) => void;
  readonly onEvaluate: () => void;
  readonly onStop: () => void;
}

const splitChoices = [
  { value: 'valid', label: 'Validation tunes' },
  { value: 'test', label: 'Test tunes' },
] as const;

export function EvaluationPanel(props: EvaluationPanelProps) {
  const { split, evaluation, evaluating, progress, problem } = props;
  return (
    <section className={classes.evaluation} aria-labelledby="evaluation-heading">
      <div className={classes.evaluationTop}>
        <h2 id="evaluation-heading" className={classes.heading}>
          How well it predicts
        </h2>
        <SegmentedControl
          size="xs"
          aria-label="Tunes to evaluate on"
          data={[...splitChoices]}
          value={split}
          onChange={(value) => props.onSplit(judgedSplits.find((one) => one === value) ?? 'valid')}
        />
        {(evaluating || evaluation === null) && <EvaluateButton {...props} />}
      </div>
      {problem !== '' && (
        <Alert color="red" title="It could not be evaluated">
          {problem}
        </Alert>
      )}
      {evaluating && <Reading progress={progress} />}
      {evaluation === null ? (
        !evaluating && <p className={classes.soft}>{explanation}</p>
      ) : (
        <Result evaluation={evaluation} />
      )}
    </section>
  );
}

const explanation =
  'Evaluate lets it read tunes it has not learned from and counts how surprised it is by each token, beside a baseline that only counts which tokens follow which (an n-gram), and beside the tunes it learned from.';

function EvaluateButton({ evaluating, onEvaluate, onStop }: EvaluationPanelProps) {
  if (evaluating) {
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerStop size={15} aria-hidden />}
        onClick={onStop}
      >
        Stop evaluating
      </Button>
    );
  }
  return (
    <Button
      size="compact-sm"
      variant="light"
      leftSection={<IconChecklist size={15} aria-hidden />}
      onClick={onEvaluate}
    >
      Evaluate
    </Button>
  );
}

function Reading({ progress }: { readonly progress: ItemProgress | null }) {
  const share = progress === null || progress.total === 0 ? 0 : progress.done / progress.total;
  return (
    <div role="status">
      <Progress value={share * 100} size="sm" aria-label="Share of the tunes read" />
      <span className={classes.soft}>
        {progress === null ? 'Reading the tunes' : `Read ${progress.done} of ${progress.total}`}
        {progress?.item === undefined ? '' : `: ${progress.item}`}
      </span>
    </div>
  );
}

const splitNotes: Readonly<Record<JudgedSplit, string>> = {
  valid: 'The best epoch was chosen on these tunes: the score leans a little to the bright side.',
  test: 'Nothing was chosen by these tunes: this is what to expect of tunes of the same kind.',
};

function Result({ evaluation }: { readonly evaluation: GeneratorEvaluation }) {
  const split = evaluation.split === 'test' ? 'test' : 'valid';
  return (
    <>
      <p className={classes.words}>{evaluation.verdict}</p>
      <EvaluationBars evaluation={evaluation} />
      <p className={classes.soft}>
        {countWords(evaluation)}. {splitNotes[split]}
      </p>
    </>
  );
}
