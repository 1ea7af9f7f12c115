// Precision, recall, F1 and support of every label, sortable by any of them.
// Computed where the evaluation is made; only ordered and coloured here.

import { Table, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react';
import type { ClassMetrics } from '../../../shared/contract/evaluation';
import { formatPercent } from '../../charts/format';
import { LabelDot } from '../../components/LabelDot';
import { classColumns, columnHints, sortClasses } from './classRows';
import type { ClassColumn, ClassSort } from './classRows';
import classes from './Test.module.css';

export interface ClassTableProps {
  readonly rows: readonly ClassMetrics[];
  readonly sort: ClassSort | null;
  readonly colorOf: (label: string) => string;
  readonly onSort: (column: ClassColumn) => void;
}

const titles: Readonly<Record<ClassColumn, string>> = {
  label: 'Word',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',
  support: 'Support',
};

export function ClassTable({ rows, sort, colorOf, onSort }: ClassTableProps) {
  return (
    <section aria-labelledby="classes-heading">
      <h2 id="classes-heading" className={classes.heading}>
        Word by word
      </h2>
      <Table className={classes.classTable} aria-labelledby="classes-heading">
        <Table.Thead>
          <Table.Tr>
            {classColumns.map((column) => (
              <SortHead key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sortClasses(rows, sort).map((row) => (
            <Table.Tr key={row.label}>
              <Table.Th scope="row" className={classes.className}>
                <LabelDot color={colorOf(row.label)} size={10} /> {row.label}
              </Table.Th>
              <Share value={row.precision} />
              <Share value={row.recall} />
              <Share value={row.f1} />
              <Table.Td className={classes.numeric}>{row.support}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

type SortHeadProps = Pick<ClassTableProps, 'sort' | 'onSort'> & { readonly column: ClassColumn };

function SortHead({ column, sort, onSort }: SortHeadProps) {
  const direction = sort?.column === column ? sort.direction : 'none';
  const SortIcon = { none: IconSelector, ascending: IconChevronUp, descending: IconChevronDown }[direction];
  return (
    <Table.Th scope="col" aria-sort={direction} className={column === 'label' ? undefined : classes.numeric}>
      <UnstyledButton className={classes.sort} title={columnHints[column]} onClick={() => onSort(column)}>
        {titles[column]}
        <SortIcon size={14} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  );
}

/** A share as a number with a bar under it; a dash where the figure has no meaning. */
function Share({ value }: { readonly value: number }) {
  const known = Number.isFinite(value);
  return (
    <Table.Td className={classes.numeric}>
      {formatPercent(value)}
      <span className={classes.track} aria-hidden>
        <span style={{ width: known ? `${value * 100}%` : 0 }} />
      </span>
    </Table.Td>
  );
}
