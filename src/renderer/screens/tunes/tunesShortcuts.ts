// The keys of the Tunes screen.
// What they do stands in the store; here is only which key does it.

import type { Shortcut } from '../../shell/shortcuts';
import type { TunesStore } from './tunesStore';

const PAGE = 10;

export function tunesShortcuts({ actions, edits }: TunesStore): readonly Shortcut[] {
  return [
    { keys: 'Space', title: 'Play the tune, or stop', run: actions.playOrStop },
    { keys: 'Enter', title: 'Open the tune in Compose', run: actions.openInCompose },
    { keys: 'P', title: 'Write on from the tune in Compose', run: actions.useAsPrimer },
    { keys: 'ArrowUp', title: 'Previous tune', run: () => actions.move(-1, false) },
    { keys: 'ArrowDown', title: 'Next tune', run: () => actions.move(1, false) },
    { keys: 'Shift+ArrowUp', title: 'Select upwards', run: () => actions.move(-1, true) },
    { keys: 'Shift+ArrowDown', title: 'Select downwards', run: () => actions.move(1, true) },
    { keys: 'PageUp', title: 'Ten tunes up', run: () => actions.move(-PAGE, false) },
    { keys: 'PageDown', title: 'Ten tunes down', run: () => actions.move(PAGE, false) },
    { keys: 'Home', title: 'First tune', run: () => actions.move(-Infinity, false) },
    { keys: 'End', title: 'Last tune', run: () => actions.move(Infinity, false) },
    { keys: 'Ctrl+A', title: 'Select all that are shown', run: actions.selectAll },
    { keys: 'F2', title: 'Rename the tune', run: actions.startRenaming },
    {
      keys: 'Delete',
      title: 'Move the selected tunes to the trash',
      run: () => void actions.removeSelected(),
    },
    { keys: 'Backspace', title: 'The same', run: () => void actions.removeSelected() },
    { keys: 'Ctrl+Z', title: 'Undo', run: () => void edits.undo() },
    { keys: 'Ctrl+Shift+Z', title: 'Redo', run: () => void edits.redo() },
  ];
}
