// Editing with the mouse: select, rubber band, move, stretch, draw, delete by double click.
// Each drag is one change, computed from where it began; keys are in the screen's shortcuts.

import type { Note } from '../../../shared/contract/score';
import { noSelection } from './editDocument';
import type { EditDocument } from './editDocument';
import { addNote, gridBefore, moveNotes, removeNotes, stretchNotes, toGrid } from './editNotes';
import { notesInBox } from './editSelection';
import type { RollEditor } from './rollEditor';
import { dragFrom, isInside } from './rollNavigation';
import type { RubberBand } from './rollPicture';
import type { RollPoint, RollSurface } from './rollSurface';
import { counted } from './rollWords';

interface Gesture {
  readonly scroller: HTMLElement;
  readonly surface: RollSurface;
  readonly editor: () => RollEditor | null;
  readonly setBand: (band: RubberBand | null) => void;
}

export function attachGestures(
  scroller: HTMLElement,
  surface: RollSurface,
  editor: () => RollEditor | null,
  setBand: (band: RubberBand | null) => void,
): () => void {
  const gesture = { scroller, surface, editor, setBand };
  const stop = new AbortController();
  const { signal } = stop;
  scroller.addEventListener('pointerdown', (event) => press(gesture, event), { signal });
  scroller.addEventListener('dblclick', (event) => doublePress(gesture, event), { signal });
  scroller.addEventListener('pointermove', (event) => showCursor(gesture, event), { signal });
  return () => stop.abort();
}

function press(gesture: Gesture, event: PointerEvent): void {
  const editor = gesture.editor();
  if (editor === null || event.button !== 0 || !isInside(gesture.scroller, event)) return;
  const point = gesture.surface.pointAt(event.clientX, event.clientY);
  if (point.area !== 'notes') return;
  if (point.placed !== null) pressNote(gesture, editor, event, point, point.placed.note);
  else if (editor.tool === 'draw') draw(gesture, editor, event, point);
  else pressEmpty(gesture, editor, event, point);
}

function pressNote(
  gesture: Gesture,
  editor: RollEditor,
  event: PointerEvent,
  point: RollPoint,
  note: Note,
): void {
  const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
  let { selection } = editor;
  if (isAdding) selection = toggled(selection, note);
  else if (!selection.has(note)) selection = new Set([note]);
  editor.hear(note.pitch, note.velocity);
  editor.select(selection);
  editor.moveCursor({ step: note.onsetStep, pitch: note.pitch });
  if (!selection.has(note)) return;
  const start: EditDocument = { ...editor.document, selection };
  const grid = event.altKey ? 1 : editor.gridSteps;
  const changed = (to: RollPoint) =>
    point.onEdge
      ? stretchNotes(start, endStretch(note, to.step, grid), grid)
      : moveNotes(start, steps(note, point, to, grid), to.pitch - point.pitch);
  const verb = point.onEdge ? 'Stretched' : 'Moved';
  trackChange(gesture, event, start, changed, verb);
}

/** How far a drag moves the pressed note's onset: by whole grid steps, whatever its own place on the grid. */
function steps(note: Note, from: RollPoint, to: RollPoint, grid: number): number {
  const raw = to.step - from.step;
  if (grid <= 1) return raw;
  if (Math.abs(raw) < grid / 2) return 0;
  return toGrid(note.onsetStep + raw, grid) - note.onsetStep;
}

function endStretch(note: Note, step: number, grid: number): number {
  const end = note.onsetStep + note.durationSteps;
  return Math.max(note.onsetStep + Math.min(grid, note.durationSteps), toGrid(step, grid)) - end;
}

/** Tries a change out while the pointer moves, and makes it when it is let go. */
function trackChange(
  gesture: Gesture,
  event: PointerEvent,
  start: EditDocument,
  change: (to: RollPoint) => EditDocument,
  verb: string,
): void {
  let last = start;
  const editor = () => gesture.editor();
  const move = ({ clientX, clientY }: PointerEvent) => {
    const next = change(gesture.surface.pointAt(clientX, clientY));
    if (next.score === last.score) return;
    hearMoved(last, next, editor());
    last = next;
    editor()?.tryOut(last === start ? null : last);
  };
  const end = () => {
    editor()?.tryOut(null);
    if (last.score !== start.score) editor()?.commit(last, counted(verb, last.selection.size));
  };
  dragFrom(gesture.scroller, event, move, end, () => editor()?.tryOut(null));
}

function hearMoved(before: EditDocument, after: EditDocument, editor: RollEditor | null): void {
  const [one] = before.selection;
  const [other] = after.selection;
  if (one && other && one.pitch !== other.pitch) editor?.hear(other.pitch, other.velocity);
}

function toggled(selection: ReadonlySet<Note>, note: Note): ReadonlySet<Note> {
  const changed = new Set(selection);
  if (!changed.delete(note)) changed.add(note);
  return changed;
}

/** Pressed where nothing is: a click puts the cursor there, a drag draws a rubber band. */
function pressEmpty(gesture: Gesture, editor: RollEditor, event: PointerEvent, from: RollPoint): void {
  const isAdding = event.shiftKey || event.ctrlKey || event.metaKey;
  const kept = isAdding ? editor.selection : noSelection;
  const move = ({ clientX, clientY }: PointerEvent) => {
    const to = gesture.surface.pointAt(clientX, clientY);
    const band: RubberBand = {
      from: Math.min(from.step, to.step),
      to: Math.max(from.step, to.step),
      low: Math.min(from.pitch, to.pitch),
      high: Math.max(from.pitch, to.pitch),
    };
    gesture.setBand(band);
    const inside = notesInBox(editor.document.score, band);
    gesture.editor()?.select(new Set([...kept, ...inside]));
  };
  editor.select(kept);
  editor.moveCursor({ step: gridBefore(from.step, editor.gridSteps), pitch: from.pitch });
  const end = () => gesture.setBand(null);
  dragFrom(gesture.scroller, event, move, end, end);
}

/** Writes a note of the grid's length; dragging on makes it longer. */
function draw(gesture: Gesture, editor: RollEditor, event: PointerEvent, from: RollPoint): void {
  const { gridSteps, activePart, document } = editor;
  const onsetStep = gridBefore(from.step, gridSteps);
  const written = (to: number) =>
    addNote(document, activePart, {
      pitch: from.pitch,
      onsetStep,
      durationSteps: Math.max(gridSteps, toGrid(to + gridSteps / 2, gridSteps) - onsetStep),
    });
  let last = written(from.step);
  editor.hear(from.pitch);
  editor.moveCursor({ step: onsetStep, pitch: from.pitch });
  editor.tryOut(last);
  const move = ({ clientX, clientY }: PointerEvent) => {
    last = written(gesture.surface.pointAt(clientX, clientY).step);
    gesture.editor()?.tryOut(last);
  };
  const end = () => {
    gesture.editor()?.tryOut(null);
    gesture.editor()?.commit(last, 'Wrote a note');
  };
  dragFrom(gesture.scroller, event, move, end, () => gesture.editor()?.tryOut(null));
}

/** On a note: deletes it. Elsewhere: writes one. */
function doublePress({ surface, editor: latest }: Gesture, event: MouseEvent): void {
  const editor = latest();
  const { area, placed, step, pitch } = surface.pointAt(event.clientX, event.clientY);
  if (editor === null || area !== 'notes' || editor.tool === 'draw') return;
  if (placed !== null) {
    editor.commit(removeNotes({ ...editor.document, selection: new Set([placed.note]) }), 'Deleted a note');
    return;
  }
  const { gridSteps, activePart, document } = editor;
  const onsetStep = gridBefore(step, gridSteps);
  editor.hear(pitch);
  editor.commit(
    addNote(document, activePart, { pitch, onsetStep, durationSteps: gridSteps }),
    'Wrote a note',
  );
}

function showCursor({ scroller, surface, editor }: Gesture, event: PointerEvent): void {
  if (editor() === null || event.buttons !== 0) return;
  const { placed, onEdge } = surface.pointAt(event.clientX, event.clientY);
  scroller.style.cursor = placed === null ? '' : onEdge ? 'ew-resize' : 'grab';
}
