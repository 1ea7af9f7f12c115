// One run in the table: select it, take over its settings, remove it.
// Removing asks first: a run in the trash is not one click away from coming back.

import { ActionIcon, Button, Popover, Table, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconAdjustments, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Run } from '../../shared/contract/training';
import { formatSeconds } from '../charts/format';
import classes from './Results.module.css';
import type { RunTableProps } from './RunTable';
import { differenceWords } from './configurationWords';
import { RunState } from './RunState';
import { runName, runSeconds, startedWords } from './runWords';

export type RunRowProps<R extends Run> = Omit<RunTableProps<R>, 'runs'> & { readonly run: R };

export function RunRow<R extends Run>(props: RunRowProps<R>) {
  const { run, selected, scores, onSelect, onReuse, onRemove } = props;
  const isSelected = run.id === selected?.id;
  const name = `${runName(run)}, ${startedWords(run.startedAt)}`;
  return (
    <Table.Tr
      className={classes.row}
      data-selected={isSelected || undefined}
      aria-selected={isSelected}
      onClick={() => onSelect(run.id)}
    >
      <Table.Th scope="row" className={classes.rowName}>
        <UnstyledButton
          aria-pressed={isSelected}
          aria-label={`Show run ${name}`}
          onClick={() => onSelect(run.id)}
        >
          <span className={classes.runName}>{runName(run)}</span>
          <span className={classes.soft}>{startedWords(run.startedAt)}</span>
        </UnstyledButton>
      </Table.Th>
      <Table.Td>
        <RunState run={run} />
      </Table.Td>
      <Table.Td className={classes.number}>
        {run.epochsDone}
        <span className={classes.soft}> / {run.config.epochs}</span>
      </Table.Td>
      {scores.map(({ title, value }) => (
        <Table.Td key={title} className={classes.number}>
          {value(run)}
        </Table.Td>
      ))}
      <Table.Td className={classes.backend}>{run.backend.name}</Table.Td>
      <Table.Td className={classes.number}>{formatSeconds(runSeconds(run))}</Table.Td>
      <Table.Td className={classes.difference}>
        <DifferenceWords {...props} />
      </Table.Td>
      <Table.Td className={classes.tools} onClick={(event) => event.stopPropagation()}>
        <Tooltip label="Take over these settings">
          <ActionIcon size="sm" aria-label={`Take over the settings of ${name}`} onClick={() => onReuse(run)}>
            <IconAdjustments size={16} />
          </ActionIcon>
        </Tooltip>
        {run.status !== 'running' && <RemoveRun run={run} name={name} onRemove={onRemove} />}
      </Table.Td>
    </Table.Tr>
  );
}

function DifferenceWords<R extends Run>({ run, selected, compare }: RunRowProps<R>) {
  if (selected === null || run.id === selected.id) return <span className={classes.soft}>selected</span>;
  const words = compare(selected, run).map(differenceWords);
  const text = words.length === 0 ? 'same settings' : words.join('; ');
  return <span title={text}>{text}</span>;
}

function RemoveRun<R extends Run>({
  run,
  name,
  onRemove,
}: Pick<RunRowProps<R>, 'run' | 'onRemove'> & { readonly name: string }) {
  const [asking, setAsking] = useState(false);
  return (
    <Popover opened={asking} onChange={setAsking} position="left" withArrow trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon size="sm" aria-label={`Remove run ${name}`} onClick={() => setAsking(!asking)}>
          <IconTrash size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="xs" maw={240}>
          Move this run with its weights to the project's trash?
        </Text>
        <Button
          size="xs"
          color="red"
          data-autofocus
          onClick={() => {
            setAsking(false);
            onRemove(run);
          }}
        >
          Remove run
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
