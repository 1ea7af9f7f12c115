// The keys of the Words screen.
// What they do stands in the store; here is only which key does it.

import type { Shortcut } from '../../shell/shortcuts';
import type { WordsStore } from './wordsStore';

const PAGE = 10;

export function wordsShortcuts(
  { actions, edits }: WordsStore,
  labels: readonly string[],
  hasSelection: boolean,
): readonly Shortcut[] {
  return [
    { keys: 'Space', title: 'Play the clip, or stop', run: actions.playOrStop },
    { keys: 'L', title: 'Loop the word on and off', run: actions.toggleLoop },
    { keys: 'ArrowUp', title: 'Previous clip', run: () => actions.move(-1, false) },
    { keys: 'ArrowDown', title: 'Next clip', run: () => actions.move(1, false) },
    { keys: 'Shift+ArrowUp', title: 'Select upwards', run: () => actions.move(-1, true) },
    { keys: 'Shift+ArrowDown', title: 'Select downwards', run: () => actions.move(1, true) },
    { keys: 'PageUp', title: 'Ten clips up', run: () => actions.move(-PAGE, false) },
    { keys: 'PageDown', title: 'Ten clips down', run: () => actions.move(PAGE, false) },
    { keys: 'Home', title: 'First clip', run: () => actions.move(-Infinity, false) },
    { keys: 'End', title: 'Last clip', run: () => actions.move(Infinity, false) },
    { keys: 'Ctrl+A', title: 'Select all that are shown', run: actions.selectAll },
    {
      keys: '1-9',
      title: 'Give the selected clips the first to ninth label',
      run: ({ key }) => {
        const label = labels[Number(key) - 1];
        if (label !== undefined) void actions.relabelSelected(label);
      },
      enabled: hasSelection,
    },
    {
      keys: 'Delete',
      title: 'Move the selected clips to the trash',
      run: () => void actions.removeSelected(),
    },
    { keys: 'Backspace', title: 'The same', run: () => void actions.removeSelected() },
    { keys: 'Ctrl+Z', title: 'Undo', run: () => void edits.undo() },
    { keys: 'Ctrl+Shift+Z', title: 'Redo', run: () => void edits.redo() },
  ];
}
