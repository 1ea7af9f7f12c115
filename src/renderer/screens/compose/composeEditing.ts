// What keys and buttons do to the score: each takes the selection, makes one change, and shows it.
// The changes are pure functions of src/renderer/music/roll; the mouse is in rollGestures.ts there.

import type { Note } from '../../../shared/contract/score';
import { barAt, barsOf, barSteps } from '../../../shared/music/bars';
import { scoreLength } from '../../../shared/music/score';
import { copyNotes, duplicateNotes, pasteNotes } from '../../music/roll/editClipboard';
import { noSelection } from '../../music/roll/editDocument';
import type { EditDocument } from '../../music/roll/editDocument';
import { gridSteps } from '../../music/roll/editGrid';
import { pushEdit, redoEdit, replacePresent, undoEdit } from '../../music/roll/editHistory';
import type { EditHistory } from '../../music/roll/editHistory';
import {
  addNote,
  changeVelocity,
  gridBefore,
  moveNotes,
  quantiseNotes,
  removeNotes,
  setVelocity,
  stretchNotes,
  toGrid,
} from '../../music/roll/editNotes';
import { everyNote, extentOf, neighbourNote, notesInRange } from '../../music/roll/editSelection';
import type { RollTool } from '../../music/roll/rollEditor';
import type { RollCursor } from '../../music/roll/rollPicture';
import { counted } from '../../music/roll/rollWords';
import type { StepRange } from '../../music/player/scorePlayer';
import type { ComposeContext, ComposeData, ComposeDocument } from './composeState';
import { presentOf } from './composeState';
import { meterOf } from './generateSettings';

export interface EditActions {
  commit(document: EditDocument, title: string): void;
  tryOut(document: EditDocument | null): void;
  select(selection: ReadonlySet<Note>): void;
  moveCursor(cursor: RollCursor): void;
  /** Moves the selection, or the cursor where nothing is selected. */
  nudge(gridSteps: number, semitones: number): void;
  /** By whole bars. */
  nudgeBars(bars: number): void;
  stretch(gridSteps: number): void;
  /** Selects the next note; at the end the next Tab leaves the roll. */
  step(forward: boolean): void;
  /** Writes a note at the cursor and goes on. */
  addAtCursor(): void;
  remove(): void;
  copy(): void;
  cut(): void;
  paste(): void;
  duplicate(): void;
  selectAll(): void;
  selectNone(): void;
  quantise(): void;
  setVelocity(velocity: number): void;
  /** Louder or softer. @param by MIDI velocity */
  changeVelocity(by: number): void;
  setTempo(qpm: number): void;
  setMeter(name: string): void;
  setRange(range: StepRange | null): void;
  /** Selects the bar of the notes or the cursor; with `more`, one bar more than is selected. */
  selectBar(more: boolean): void;
  chooseGrid(name: string): void;
  chooseTool(tool: RollTool): void;
  choosePart(part: number): void;
  setFocus(focused: boolean): void;
  undo(): void;
  redo(): void;
}

export function createEditActions(context: ComposeContext): EditActions {
  const { store, lab } = context;
  const { getState: get, setState: set } = store;
  const grid = () => gridSteps(get().grid, presentOf(get()).score.stepsPerQuarter);
  const hear = (note: Note | undefined) => note && lab.scorePlayer.preview(note.pitch, note.velocity);

  /** @param isHeard the first selected note sounds */
  const commit = (document: EditDocument, title: string, isHeard = false) => {
    const present = presentOf(get());
    set({ trial: null });
    if (document.score === present.score) return select(document.selection);
    set({
      history: pushEdit(get().history, { ...present, ...document }, title),
      revealed: extentOf(document.selection),
    });
    if (isHeard) hear([...document.selection][0]);
  };
  const change = (verb: string, make: (document: ComposeDocument) => EditDocument, isHeard = false) => {
    const present = presentOf(get());
    if (present.selection.size > 0) commit(make(present), counted(verb, present.selection.size), isHeard);
  };
  const select = (selection: ReadonlySet<Note>) =>
    set(({ history }) => ({
      history: replacePresent(history, { ...history.present.document, selection }),
      tabLeaves: false,
    }));
  const moveCursor = (cursor: RollCursor) => set({ cursor, tabLeaves: false });
  const selectRange = (range: StepRange | null) => {
    set({ range });
    if (range !== null) select(notesInRange(presentOf(get()).score, range));
  };
  const travel = (history: EditHistory<ComposeDocument>) => {
    if (history === get().history) return;
    const { piece, selection } = history.present.document;
    const isOther = piece !== presentOf(get()).piece;
    set({
      history,
      trial: null,
      shownId: null,
      ...(isOther ? { range: null } : { revealed: extentOf(selection) }),
    });
  };

  return {
    commit: (document, title) => commit(document, title),
    tryOut: (trial) => set({ trial }),
    select,
    moveCursor,
    nudge: (by, semitones) => {
      if (presentOf(get()).selection.size === 0)
        return moveCursor(nudged(get(), by * grid(), semitones, grid()));
      change('Moved', (document) => moveByGrid(document, by, grid(), semitones), semitones !== 0);
    },
    nudgeBars: (bars) => {
      const { selection, score } = presentOf(get());
      const at = extentOf(selection)?.from ?? get().cursor.step;
      const steps = bars * barAround(score, at);
      if (selection.size === 0) return moveCursor(nudged(get(), steps, 0, grid()));
      change('Moved', (document) => moveNotes(document, steps, 0));
    },
    stretch: (by) =>
      change('Stretched', (document) => stretchNotes(document, by * grid(), Math.min(grid(), 1e9))),
    step: (forward) => stepTo(context, forward, select, hear),
    addAtCursor: () => {
      const { cursor, activePart } = get();
      const note = { pitch: cursor.pitch, onsetStep: cursor.step, durationSteps: grid() };
      commit(addNote(presentOf(get()), activePart, note), 'Wrote a note', true);
      moveCursor({ ...cursor, step: toGrid(cursor.step + grid(), grid()) });
      select(noSelection);
    },
    remove: () => change('Deleted', removeNotes),
    copy: () => set({ clip: copyNotes(presentOf(get()), clipUnit(get(), grid())) ?? get().clip }),
    cut: () => {
      set({ clip: copyNotes(presentOf(get()), clipUnit(get(), grid())) ?? get().clip });
      change('Cut', removeNotes);
    },
    paste: () => {
      const { clip } = get();
      if (clip === null) return;
      const at = gridBefore(lab.scorePlayer.store.getState().step, grid());
      commit(pasteNotes(presentOf(get()), clip, at), counted('Pasted', clip.notes.length));
    },
    duplicate: () => change('Duplicated', (document) => duplicateNotes(document, clipUnit(get(), grid()))),
    selectAll: () => select(everyNote(presentOf(get()).score)),
    selectNone: () => {
      select(noSelection);
      set({ range: null, tabLeaves: true });
    },
    quantise: () => change('Quantised', (document) => quantiseNotes(document, grid())),
    setVelocity: (velocity) =>
      change('Changed the loudness of', (document) => setVelocity(document, velocity), true),
    changeVelocity: (by) =>
      change('Changed the loudness of', (document) => changeVelocity(document, by), true),
    setTempo: (qpm) => {
      const present = presentOf(get());
      const { tempos } = present.score;
      if (!Number.isFinite(qpm) || qpm < 1 || (tempos.length === 1 && tempos[0].qpm === qpm)) return;
      commit({ ...present, score: { ...present.score, tempos: [{ step: 0, qpm }] } }, 'Changed the tempo');
    },
    setMeter: (name) => commit(withMeter(presentOf(get()), name), 'Changed the metre'),
    setRange: selectRange,
    selectBar: (more) => selectRange(barRange(get(), more)),
    chooseGrid: (name) => set({ grid: name }),
    chooseTool: (tool) => set({ tool }),
    choosePart: (activePart) => set({ activePart }),
    setFocus: (isFocused) => set({ isFocused, tabLeaves: false }),
    undo: () => travel(undoEdit(get().history)),
    redo: () => travel(redoEdit(get().history)),
  };
}

/** The first selected note lands on the grid; the others keep their distance from it. */
function moveByGrid(document: EditDocument, by: number, grid: number, semitones: number): EditDocument {
  const first = extentOf(document.selection)?.from ?? 0;
  const steps = by === 0 ? 0 : toGrid(first + by * grid, grid) - first;
  return moveNotes(document, steps, semitones);
}

function nudged({ cursor }: ComposeData, steps: number, semitones: number, grid: number): RollCursor {
  return {
    step: toGrid(cursor.step + steps, grid),
    pitch: Math.min(127, Math.max(0, cursor.pitch + semitones)),
  };
}

function barAround(score: EditDocument['score'], step: number): number {
  const bars = barsOf(score, Math.max(step + 1, scoreLength(score)));
  const bar = bars[Math.max(0, barAt(bars, step))];
  return barSteps(bar.meter, score.stepsPerQuarter);
}

/** The bar of the selected notes or the cursor; or the bars selected so far and the one behind them. */
function barRange({ cursor, range, history }: ComposeData, more: boolean): StepRange {
  const { score, selection } = history.present.document;
  const at = range?.from ?? extentOf(selection)?.from ?? cursor.step;
  const bars = barsOf(score, Math.max(at + 1, (range?.to ?? 0) + 1));
  const first = bars[Math.max(0, barAt(bars, at))];
  const last = more && range ? bars[bars.length - 1] : first;
  return { from: first.startStep, to: last.startStep + last.steps };
}

/** Selected bars are copied as whole bars, rests at their end included. */
function clipUnit({ range, history }: ComposeData, grid: number): number {
  const extent = extentOf(history.present.document.selection);
  const isWithin = range && extent && extent.from >= range.from && extent.to <= range.to;
  return isWithin ? range.to - range.from : grid;
}

function stepTo(
  { store }: ComposeContext,
  forward: boolean,
  select: EditActions['select'],
  hear: (note: Note) => void,
): void {
  const { cursor } = store.getState();
  const { score, selection } = presentOf(store.getState());
  const next = neighbourNote(score, selection, cursor.step, forward);
  if (next === null) return store.setState({ tabLeaves: true });
  select(new Set([next]));
  store.setState({
    cursor: { step: next.onsetStep, pitch: next.pitch },
    revealed: extentOf([next]),
  });
  hear(next);
}

function withMeter(document: EditDocument, name: string): EditDocument {
  const { score } = document;
  const meter = { step: 0, ...meterOf(name) };
  const whole = barSteps(meter, score.stepsPerQuarter);
  const pickupSteps = score.pickupSteps < whole ? score.pickupSteps : 0;
  return { ...document, score: { ...score, meters: [meter], pickupSteps } };
}
