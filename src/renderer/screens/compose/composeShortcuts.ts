// The keys of the Compose screen.
// What they do stands in the store; Tab works only while the piano roll has the focus, so that it never traps.

import type { GeneratorRun } from '../../../shared/contract/generators';
import type { Shortcut } from '../../shell/shortcuts';
import type { ComposeData } from './composeState';
import type { ComposeStore } from './composeStore';

const OCTAVE = 12;
const VELOCITY = 8;

/** @param state as shown @param run null where there is no generator */
export function composeShortcuts(
  { edit, play, piece, write, choose }: ComposeStore,
  state: ComposeData,
  run: GeneratorRun | null,
): readonly Shortcut[] {
  const isEditing = state.shownId === null;
  const isTabTaken = isEditing && state.isFocused && !state.tabLeaves;
  const key = (keys: string, title: string, action: () => void, enabled = true): Shortcut => ({
    keys,
    title,
    enabled,
    run: action,
  });
  const edits: readonly Shortcut[] = [
    key('ArrowLeft', 'Move the notes (or the cursor) back by the grid', () => edit.nudge(-1, 0)),
    key('ArrowRight', 'Forward by the grid', () => edit.nudge(1, 0)),
    key('ArrowUp', 'A semitone up', () => edit.nudge(0, 1)),
    key('ArrowDown', 'A semitone down', () => edit.nudge(0, -1)),
    key('Ctrl+ArrowLeft', 'Back by a bar', () => edit.nudgeBars(-1)),
    key('Ctrl+ArrowRight', 'Forward by a bar', () => edit.nudgeBars(1)),
    key('Ctrl+ArrowUp', 'An octave up', () => edit.nudge(0, OCTAVE)),
    key('Ctrl+ArrowDown', 'An octave down', () => edit.nudge(0, -OCTAVE)),
    key('Shift+ArrowRight', 'Make the notes longer', () => edit.stretch(1)),
    key('Shift+ArrowLeft', 'Make the notes shorter', () => edit.stretch(-1)),
    key('Shift+ArrowUp', 'Louder', () => edit.changeVelocity(VELOCITY)),
    key('Shift+ArrowDown', 'Softer', () => edit.changeVelocity(-VELOCITY)),
    key('Enter', 'Write a note at the cursor', edit.addAtCursor),
    key('Delete', 'Delete the notes', edit.remove),
    key('Backspace', 'The same', edit.remove),
    key('Q', 'Quantise to the grid', edit.quantise),
    key('D', 'Draw or select with the mouse', () =>
      edit.chooseTool(state.tool === 'draw' ? 'select' : 'draw'),
    ),
    key('Ctrl+A', 'Select all notes', edit.selectAll),
    key('Ctrl+C', 'Copy', edit.copy),
    key('Ctrl+X', 'Cut', edit.cut),
    key('Ctrl+V', 'Paste at the playhead', edit.paste),
    key('Ctrl+D', 'Duplicate behind', edit.duplicate),
    key('B', 'Select the bar of the notes or the cursor', () => edit.selectBar(false)),
    key('Shift+B', 'And the next bar', () => edit.selectBar(true)),
    key('Escape', 'Select nothing', edit.selectNone),
  ];
  return [
    key('Space', 'Play or pause', play.playOrPause),
    key('Home', 'Playhead to the beginning', () => play.seek(0)),
    key('P', 'Playhead to the notes or the cursor', play.seekToCursor),
    key('L', 'Play the selected bars in a circle', play.toggleLoop),
    ...edits.map((one) => ({ ...one, enabled: isEditing })),
    key('Tab', 'Next note, while the piano roll has the focus', () => edit.step(true), isTabTaken),
    key('Shift+Tab', 'Note before', () => edit.step(false), isTabTaken),
    key('Ctrl+Z', 'Undo', edit.undo),
    key('Ctrl+Shift+Z', 'Redo', edit.redo),
    key('Ctrl+Y', 'Redo', edit.redo),
    key('Ctrl+S', 'Save to Tunes', () => void piece.save(false)),
    key('Ctrl+Enter', 'Generate', () => run && void write.generate(run), run !== null),
    key('R', 'Write the selected bars anew', () => run && void write.rewrite(run), canRewrite(state, run)),
    ...(state.shownId === null ? [] : variationKeys(state.shownId, choose, key)),
  ];
}

function canRewrite({ range, writing, shownId }: ComposeData, run: GeneratorRun | null): boolean {
  return run !== null && range !== null && writing === null && shownId === null;
}

function variationKeys(
  id: string,
  choose: ComposeStore['choose'],
  key: (keys: string, title: string, action: () => void) => Shortcut,
): readonly Shortcut[] {
  return [
    key('K', 'Keep the variation', () => choose.keep(id)),
    key('Delete', 'Discard the variation', () => choose.discard(id)),
    key('Escape', 'Back to the score', () => choose.show(null)),
  ];
}
