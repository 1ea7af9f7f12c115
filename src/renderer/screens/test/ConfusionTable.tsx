// The confusion matrix: rows are what was said, columns what was heard. A cell opens and plays its clips.
// One cell is in the tab order; arrows, Home and End move in the grid.

import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { ConfusionMatrix } from '../../../shared/contract/evaluation';
import { LabelDot } from '../../components/LabelDot';
import classes from './Confusion.module.css';
import { moveInGrid, shadeMatrix } from './confusion';
import type { Cell } from './confusion';
import { ConfusionCell } from './ConfusionCell';

export interface ConfusionTableProps {
  readonly confusion: ConfusionMatrix;
  /** The cell whose clips are listed. */
  readonly chosen: Cell | null;
  readonly colorOf: (label: string) => string;
  readonly onChoose: (cell: Cell) => void;
}

/** Above this many labels the columns' names stand upright and the cells shrink. */
const MANY = 9;
/** Above this many the cells shrink once more. */
const CROWD = 20;

export function ConfusionTable({ confusion, chosen, colorOf, onChoose }: ConfusionTableProps) {
  const { labels } = confusion;
  const rows = shadeMatrix(confusion);
  const [cursor, setCursor] = useState<Cell>(chosen ?? { row: 0, column: 0 });
  const table = useRef<HTMLTableElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return onChoose(cursor);
    }
    const next = moveInGrid(cursor, event.key, event.ctrlKey || event.metaKey, labels.length);
    if (next === null) return;
    event.preventDefault();
    setCursor(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  return (
    <div className={classes.scroll}>
      <table
        ref={table}
        role="grid"
        className={classes.matrix}
        data-size={labels.length > CROWD ? 'crowd' : labels.length > MANY ? 'many' : undefined}
        aria-label="Confusion matrix: rows are true labels, columns predicted ones"
        onKeyDown={onKeyDown}
      >
        <ColumnHeads labels={labels} colorOf={colorOf} />
        <tbody>
          {rows.map((cells, row) => (
            <tr key={labels[row]} role="row">
              <RowHead
                label={labels[row]}
                support={sum(confusion.counts[row])}
                color={colorOf(labels[row])}
              />
              {cells.map((cell) => (
                <ConfusionCell
                  key={cell.column}
                  cell={cell}
                  chosen={chosen !== null && same(chosen, cell)}
                  inTabOrder={same(cursor, cell)}
                  onChoose={() => {
                    setCursor(cell);
                    onChoose(cell);
                  }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const same = (a: Cell, b: Cell) => a.row === b.row && a.column === b.column;

function ColumnHeads({
  labels,
  colorOf,
}: {
  readonly labels: readonly string[];
  readonly colorOf: (label: string) => string;
}) {
  return (
    <thead>
      <tr role="row">
        <td className={classes.corner}>
          <span>said ↓</span> <span>heard →</span>
        </td>
        {labels.map((label) => (
          <th key={label} scope="col" role="columnheader" className={classes.columnHead} title={label}>
            <span className={classes.columnLabel}>{label}</span>
            <span className={classes.bar} style={{ background: colorOf(label) }} aria-hidden />
          </th>
        ))}
      </tr>
    </thead>
  );
}

function RowHead({
  label,
  support,
  color,
}: {
  readonly label: string;
  readonly support: number;
  readonly color: string;
}) {
  return (
    <th scope="row" role="rowheader" className={classes.rowHead} title={label}>
      <span className={classes.rowLine}>
        <LabelDot color={color} size={10} />
        <span className={classes.rowLabel}>{label}</span>
        <span className={classes.support}>{support}</span>
      </span>
    </th>
  );
}
