// One cell of the confusion matrix: its count on a colour as strong as its share of the row.
// Blue where it was right, orange where it was not; the words say the same.

import { cssColor, rampColor, textColorOn } from '../../charts/colorRamp';
import { useColorScheme } from '../../charts/useColorScheme';
import classes from './Confusion.module.css';
import { shadeStrength } from './confusion';
import type { ShadedCell } from './confusion';

export interface ConfusionCellProps {
  readonly cell: ShadedCell;
  readonly chosen: boolean;
  readonly inTabOrder: boolean;
  readonly onChoose: () => void;
}

export function ConfusionCell({ cell, chosen, inTabOrder, onChoose }: ConfusionCellProps) {
  const scheme = useColorScheme();
  const background = rampColor(shadeStrength(cell.share), cell.right ? 'blue' : 'orange', scheme);
  const style =
    cell.count === 0
      ? undefined
      : { background: cssColor(background), color: cssColor(textColorOn(background)) };
  return (
    <td
      role="gridcell"
      className={classes.cell}
      data-cell={`${cell.row} ${cell.column}`}
      data-right={cell.right || undefined}
      tabIndex={inTabOrder ? 0 : -1}
      aria-selected={chosen}
      aria-label={cell.words}
      title={cell.words}
      style={style}
      onClick={onChoose}
    >
      {cell.count === 0 ? '' : cell.count}
    </td>
  );
}
