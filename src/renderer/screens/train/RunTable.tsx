// All runs of the project, newest first, with what each did and how its settings differ from the selected one.
// Selecting a run shows its curves; the table itself computes nothing.

import { Table } from '@mantine/core';
import type { RecognizerRun } from '../../../shared/contract/training';
import classes from './Results.module.css';
import { RunRow } from './RunRow';

export interface RunTableProps {
  readonly runs: readonly RecognizerRun[];
  readonly selected: RecognizerRun | null;
  readonly onSelect: (runId: string) => void;
  readonly onReuse: (run: RecognizerRun) => void;
  readonly onRemove: (run: RecognizerRun) => void;
}

export function RunTable({ runs, selected, onSelect, onReuse, onRemove }: RunTableProps) {
  return (
    <section className={classes.runs} aria-labelledby="runs-heading">
      <h2 id="runs-heading" className={classes.heading}>
        Runs
      </h2>
      <Table.ScrollContainer minWidth={720}>
        <Table className={classes.table} highlightOnHover aria-labelledby="runs-heading">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Run</Table.Th>
              <Table.Th scope="col">Status</Table.Th>
              <Table.Th scope="col" className={classes.number}>
                Epochs
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                Validation
              </Table.Th>
              <Table.Th scope="col" className={classes.number}>
                Test
              </Table.Th>
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
          <Table.Tbody>
            {runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                selected={selected}
                onSelect={onSelect}
                onReuse={onReuse}
                onRemove={onRemove}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </section>
  );
}
