// The backends that were considered, in that order, each with why it is or is not used.
// The words are the engine's own.

import { Badge, Table } from '@mantine/core';
import type { BackendInfo } from '../../../shared/contract/system';

export function BackendTable({ backends }: { readonly backends: readonly BackendInfo[] }) {
  return (
    <Table verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Backend</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th ta="right">Threads</Table.Th>
          <Table.Th>Why</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {backends.map((backend) => (
          <Table.Tr key={backend.name}>
            <Table.Td fw={backend.chosen ? 600 : undefined} style={{ whiteSpace: 'nowrap' }}>
              {backend.name}
            </Table.Td>
            <Table.Td>
              <Badge
                variant={backend.chosen ? 'filled' : 'light'}
                color={backend.available ? 'accent' : 'gray'}
                tt="none"
                fw={500}
                miw="max-content"
              >
                {stateOf(backend)}
              </Badge>
            </Table.Td>
            <Table.Td ta="right">{backend.available ? backend.threads : ''}</Table.Td>
            <Table.Td>{backend.reason}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function stateOf({ available, chosen }: BackendInfo): string {
  if (chosen) return 'chosen';
  return available ? 'there' : 'not there';
}
