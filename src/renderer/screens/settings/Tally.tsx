// Names and values in two columns, for reading and copying.
// Looks only.

import { Table } from '@mantine/core';

export function Tally({ rows }: { readonly rows: readonly (readonly [name: string, value: string])[] }) {
  return (
    <Table withRowBorders={false} verticalSpacing={4} w="auto">
      <Table.Tbody>
        {rows.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Td c="dimmed" pl={0}>
              {name}
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
