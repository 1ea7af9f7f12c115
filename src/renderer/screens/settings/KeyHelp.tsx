// The keys of the screens, for reading before one needs them.
// On each of them the `?` sheet shows what is in force there.

import { SimpleGrid } from '@mantine/core';
import { KeyTable } from '../../shell/KeySheet';
import type { ShortcutGroup } from '../../shell/shortcuts';

const nothing = () => undefined;
const key = (keys: string, title: string) => ({ keys, title, run: nothing });

const groups: readonly ShortcutGroup[] = [
  {
    title: 'Words',
    shortcuts: [
      key('Space', 'Play, or stop'),
      key('L', 'Loop the word'),
      key('ArrowUp', 'Previous clip (Shift selects)'),
      key('ArrowDown', 'Next clip (Shift selects)'),
      key('1-9', 'Give the selected clips a label'),
      key('Delete', 'Move to the trash'),
    ],
  },
  {
    title: 'Record',
    shortcuts: [
      key('R', 'Record, or stop'),
      key('Space', 'Play the take, or stop'),
      key('Enter', 'Keep the take'),
      key('Backspace', 'Discard the take'),
      key('ArrowLeft', 'Previous take'),
      key('ArrowRight', 'Next take'),
      key('1-9', 'Choose the word'),
    ],
  },
  {
    title: 'Train, Test, Live',
    shortcuts: [
      key('Ctrl+Enter', 'Train: start training'),
      key('E', 'Test: evaluate'),
      key('ArrowDown', 'Test: hear the next clip'),
      key('Space', 'Live: start or stop listening'),
    ],
  },
  {
    title: 'Everywhere',
    shortcuts: [
      key('Ctrl+Z', 'Undo, on Words and Record'),
      key('Ctrl+Shift+Z', 'Redo'),
      key('?', 'Show the keys of the screen'),
    ],
  },
];

export function KeyHelp() {
  return (
    <SimpleGrid cols={2} spacing="xl" verticalSpacing="md">
      {groups.map((group) => (
        <KeyTable key={group.title} group={group} />
      ))}
    </SimpleGrid>
  );
}
