// What the piano roll needs of an editor: the selection it shows and the changes it asks for.
// The changes themselves are pure functions in edit*.ts; who keeps them is the screen's affair.

import type { Note } from '../../../shared/contract/score';
import type { EditDocument } from './editDocument';
import type { RollCursor, RubberBand } from './rollPicture';

/** `select` selects and moves notes; `draw` writes new ones. */
export type RollTool = 'select' | 'draw';

export interface RollEditor {
  /** As last committed, without a change that is being tried. */
  readonly document: EditDocument;
  readonly selection: ReadonlySet<Note>;
  readonly cursor: RollCursor;
  readonly gridSteps: number;
  readonly tool: RollTool;
  /** New notes belong to it. */
  readonly activePart: number;
  readonly isFocused: boolean;
  /** Brought into view when it is another object. */
  readonly revealed: RubberBand | null;
  onFocus(focused: boolean): void;
  select(selection: ReadonlySet<Note>): void;
  moveCursor(cursor: RollCursor): void;
  /** Shows a change that is under way; null takes it back. */
  tryOut(document: EditDocument | null): void;
  /** Makes a change. @param title e.g. `Moved 3 notes` */
  commit(document: EditDocument, title: string): void;
  hear(pitch: number, velocity?: number): void;
}
