// The sheet of keys: what is in force on this screen now.
// Reads the registry of shortcuts; a key that is not registered is not listed.

import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import { useStore } from 'zustand';
import type { DialogProps } from './NewProject';
import { shortcutStore } from './shortcuts';
import type { ShortcutGroup } from './shortcuts';

export function KeySheet({ opened, onClose }: DialogProps) {
  const groups = useStore(shortcutStore, (state) => state.groups);
  return (
    <Modal opened={opened} onClose={onClose} title="Keys on this screen" size="lg">
      <Stack>
        {[...groups].reverse().map((group) => (
          <KeyTable key={group.title} group={group} />
        ))}
      </Stack>
    </Modal>
  );
}

export function KeyTable({ group }: { readonly group: ShortcutGroup }) {
  return (
    <div>
      <Title order={3} size="h5" mb={6}>
        {group.title}
      </Title>
      <Table verticalSpacing={6} withRowBorders={false}>
        <Table.Tbody>
          {group.shortcuts.map((one) => (
            <Table.Tr key={`${one.keys} ${one.title}`}>
              <Table.Td w={150}>
                {one.keys.split('+').map((key) => (
                  <Kbd key={key} mr={4}>
                    {keyName(key)}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{one.title}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** Keys by the sign that stands on them. */
const signs: Readonly<Record<string, string>> = {
  ...(isMac ? { Ctrl: '⌘', Shift: '⇧', Backspace: '⌫' } : {}),
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

function keyName(key: string): string {
  return signs[key] ?? key;
}
