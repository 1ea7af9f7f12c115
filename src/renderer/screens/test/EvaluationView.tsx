// What came out of an evaluation: the score, the matrix, word by word.
// Props only; the list of clips beside it is the screen's.

import type { Evaluation } from '../../../shared/contract/evaluation';
import { ClassTable } from './ClassTable';
import type { ClassTableProps } from './ClassTable';
import { ConfusionTable } from './ConfusionTable';
import type { Cell } from './confusion';
import { Headline } from './Headline';
import classes from './Test.module.css';

export interface EvaluationViewProps {
  readonly evaluation: Evaluation;
  readonly chosen: Cell | null;
  readonly sort: ClassTableProps['sort'];
  readonly colorOf: (label: string) => string;
  readonly onOpen: (cell: Cell) => void;
  readonly onMistakes: () => void;
  readonly onSort: ClassTableProps['onSort'];
}

export function EvaluationView({
  evaluation,
  chosen,
  sort,
  colorOf,
  onOpen,
  onMistakes,
  onSort,
}: EvaluationViewProps) {
  const mistakes = evaluation.predictions.filter((one) => one.label !== one.predicted).length;
  return (
    <div className={classes.result}>
      <Headline evaluation={evaluation} />
      <div className={classes.tables}>
        <section aria-labelledby="matrix-heading">
          <div className={classes.matrixTop}>
            <h2 id="matrix-heading" className={classes.heading}>
              What was taken for what
            </h2>
            <button type="button" className={classes.mistakes} disabled={mistakes === 0} onClick={onMistakes}>
              {mistakes === 0 ? 'No mistakes' : `Hear all ${mistakes} mistakes`}
            </button>
          </div>
          <ConfusionTable
            key={`${evaluation.runId} ${evaluation.split}`}
            confusion={evaluation.confusion}
            chosen={chosen}
            colorOf={colorOf}
            onChoose={onOpen}
          />
        </section>
        <ClassTable rows={evaluation.perClass} sort={sort} colorOf={colorOf} onSort={onSort} />
      </div>
    </div>
  );
}
