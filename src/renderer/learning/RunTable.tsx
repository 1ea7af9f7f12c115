// All runs of the project, newest first, with what each did and how its settings differ from the selected one.
// Selecting a run shows its curves; the table itself computes nothing.

import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Run } from '../../shared/contract/training';
import classes from './Results.module.css';
import { RunRow } from './RunRow';
import type { Difference } from './configurationWords';

/** A column of results, different for recognizers and generators. */
export interface ScoreColumn<R extends Run> {
  readonly title: string;
  readonly hint?: string;
  readonly value: (run: R) => ReactNode;
}

export interface RunTableProps<R extends Run> {
  readonly runs: readonly R[];
  readonly selected: R | null;
  readonly scores: readonly ScoreColumn<R>[];
  /** Settings of the second run that differ from the first one's. */
  readonly compare: (selected: R, run: R) => readonly Difference[];
  readonly onSelect: (runId: string) => void;
  readonly onReuse: (run: R) => void;
  readonly onRemove: (run: R) => void;
}

export function RunTable<R extends Run>({ runs, ...row }: RunTableProps<R>) {
  return (
    <section className={classes.runs} aria-labelledby="runs-heading">
      <h2 id="runs-heading" className={classes.heading}>
        Runs
      </h2>
      <Table.ScrollContainer minWidth={720}>
        <Table className={classes.table} highlightOnHover aria-labelledby="runs-heading">
          <RunHead scores={row.scores} />
          <Table.Tbody>
            {runs.map((run) => (
              <RunRow key={run.id} run={run} {...row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}

function RunHead<R extends Run>({ scores }: Pick<RunTableProps<R>, 'scores'>) {
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th scope="col">Run</Table.Th>
        <Table.Th scope="col">Status</Table.Th>
        <Table.Th scope="col" className={classes.number}>
          Epochs
        </Table.Th>
        {scores.map(({ title, hint }) => (
          <Table.Th key={title} scope="col" className={classes.number} title={hint}>
            {title}
          </Table.Th>
        ))}
        <Table.Th scope="col">Backend</Table.Th>
        <Table.Th scope="col" className={classes.number}>
          Time
        </Table.Th>
        <Table.Th scope="col" title="Settings that differ from the selected run">
          Difference
        </Table.Th>
        <Table.Th scope="col" aria-label="What can be done" />
      </Table.Tr>
    </Table.Thead>
  );
}
