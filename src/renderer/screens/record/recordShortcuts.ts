// The keys of the Record screen.
// What they do stands in the stores.

import type { Shortcut } from '../../shell/shortcuts';
import type { RecordStore } from './recordStore';

export function recordShortcuts(record: RecordStore, labels: readonly string[]): readonly Shortcut[] {
  const { takes, edits } = record;
  return [
    { keys: 'R', title: 'Record, or stop', run: record.startOrStop },
    { keys: 'Space', title: 'Play the take, or stop', run: takes.playOrStop },
    { keys: 'Enter', title: 'Keep the take', run: takes.keep },
    { keys: 'Backspace', title: 'Discard the take (it goes to the trash)', run: () => void takes.discard() },
    { keys: 'ArrowLeft', title: 'Previous take', run: () => takes.move(-1) },
    { keys: 'ArrowRight', title: 'Next take', run: () => takes.move(1) },
    {
      keys: '1-9',
      title: 'Choose the first to ninth word',
      run: ({ key }) => {
        const label = labels[Number(key) - 1];
        if (label !== undefined) record.chooseLabel(label);
      },
    },
    { keys: 'Ctrl+Z', title: 'Undo', run: () => void edits.undo() },
    { keys: 'Ctrl+Shift+Z', title: 'Redo', run: () => void edits.redo() },
  ];
}
