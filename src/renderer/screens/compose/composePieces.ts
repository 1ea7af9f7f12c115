// Pieces of the Compose screen: begin, open, name, save, and the draft that outlives a reload.
// Changes of notes are in composeEditing.ts.

import type { Score } from '../../../shared/contract/score';
import { readTunes } from '../../../shared/music/readTunes';
import { openDocument } from '../../music/roll/editDocument';
import { editable } from '../../music/roll/editGrid';
import { beginHistory, pushEdit } from '../../music/roll/editHistory';
import type { ComposeContext, ComposeData, ComposeDocument } from './composeState';
import { hasNotes, isChanged, presentOf } from './composeState';
import { emptyScore } from './sketches';

export interface PieceActions {
  /** Begins an empty piece; the one before comes back with undo. */
  begin(): void;
  /** Opens a tune of the library. */
  openTune(tuneId: string): Promise<void>;
  /** Opens the first tune of a MIDI or ABC file that is not in the library. */
  openFile(file: Pick<File, 'name' | 'arrayBuffer'>): Promise<void>;
  rename(title: string): void;
  /** @param asNew a tune of its own even where the piece is one already */
  save(asNew: boolean): Promise<void>;
  /** Notes of a tune of the library. */
  scoreOf(tuneId: string): Promise<Score>;
  /** Brings back the draft of the project. */
  restore(): Promise<void>;
}

export const UNTITLED = 'Untitled tune';

let pieces = 0;

/** A piece with a number of its own. */
export function newPiece(
  score: Score,
  fields: Pick<ComposeDocument, 'title' | 'tuneId' | 'origin'>,
): ComposeDocument {
  return { ...openDocument(editable(score)), ...fields, piece: ++pieces };
}

export function emptyPiece({ settings }: Pick<ComposeData, 'settings'>): ComposeDocument {
  const score = emptyScore(settings.qpm, settings.meter);
  return newPiece(score, { title: '', tuneId: null, origin: 'drawn' });
}

export function createPieceActions({ store, lab, drafts }: ComposeContext): PieceActions {
  const { getState: get, setState: set } = store;
  const { services, app } = lab;
  const { actions } = app.getState();
  const projectId = () => app.getState().project?.id ?? '';

  /** Another piece is a change like any other: undo brings back the one before. */
  const show = (piece: ComposeDocument, title: string, saved: ComposeData['saved']) => {
    const { history } = get();
    const wasEmpty = history.past.length === 0 && !hasNotes(presentOf(get()).score);
    set({
      history: wasEmpty ? beginHistory(piece) : pushEdit(history, piece, title),
      saved,
      trial: null,
      range: null,
      shownId: null,
      activePart: 0,
      problem: '',
      cursor: { step: 0, pitch: 67 },
    });
  };

  const scoreOf = async (tuneId: string) => {
    const [score] = await services.tunes.scores({ projectId: projectId(), tuneIds: [tuneId] });
    return score;
  };

  const save = async (asNew: boolean) => {
    const { history, isSaving } = get();
    const { score, tuneId, title, origin } = history.present.document;
    if (isSaving || !hasNotes(score)) return;
    set({ isSaving: true });
    const known = app.getState().tunes.find((tune) => tune.id === tuneId && !asNew);
    const name = title.trim() || UNTITLED;
    await actions.attempt(async () => {
      const tune = await services.tunes.save({
        projectId: projectId(),
        tuneId: known?.id ?? null,
        title: name,
        score: { ...score, title: name },
        origin: known?.origin ?? origin,
      });
      actions.putTunes([tune]);
      adopt(store, tune.id, tune.title, score);
      actions.notify('info', `"${tune.title}" is in Tunes${known ? ', in place of what it was' : ''}.`);
    });
    set({ isSaving: false });
  };

  return {
    begin: () => show(emptyPiece(get()), 'Began an empty piece', null),
    openFile: async (file) => {
      await actions.attempt(async () => {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const { tunes } = readTunes(bytes, { name: file.name });
        const [{ score }] = tunes;
        const title = score.title.trim() || file.name;
        const piece = newPiece(score, { title, tuneId: null, origin: 'imported' });
        show(piece, `Opened "${title}"`, null);
        if (tunes.length > 1) {
          const advice = 'Import the file in Tunes to have them all.';
          actions.notify('info', `${file.name} holds ${tunes.length} tunes; the first is open. ${advice}`);
        }
      });
    },
    openTune: async (tuneId) => {
      await actions.attempt(async () => {
        const score = await scoreOf(tuneId);
        const known = app.getState().tunes.find((tune) => tune.id === tuneId);
        const title = known?.title ?? score.title;
        const piece = newPiece(score, { title, tuneId, origin: known?.origin ?? 'drawn' });
        show(piece, `Opened "${title}"`, { score: piece.score, title });
      });
    },
    rename: (title) => {
      const present = presentOf(get());
      if (title === present.title) return;
      set({ history: pushEdit(get().history, { ...present, title }, 'Changed the title') });
    },
    save,
    scoreOf,
    restore: () => restore({ store, lab, drafts }, show),
  };
}

/** From now on the piece is a tune of the library. */
function adopt(store: ComposeContext['store'], tuneId: string, title: string, score: Score): void {
  const { history } = store.getState();
  const { document } = history.present;
  const isTitled = document.title.trim() === title || document.title.trim() === '';
  store.setState({
    history: {
      ...history,
      present: { ...history.present, document: { ...document, tuneId, ...(isTitled && { title }) } },
    },
    saved: { score, title },
  });
}

async function restore(
  { store, lab, drafts }: Pick<ComposeContext, 'store' | 'lab' | 'drafts'>,
  show: (piece: ComposeDocument, title: string, saved: ComposeData['saved']) => void,
): Promise<void> {
  const { app } = lab;
  const projectId = app.getState().project?.id ?? '';
  const draft = await drafts.read(projectId);
  if (draft === null || !hasNotes(draft.score) || store.getState().history.past.length > 0) return;
  const { title, tuneId } = draft;
  const piece = newPiece(draft.score, { title, tuneId, origin: 'drawn' });
  show(piece, 'Opened the draft', draft.changed ? null : { score: piece.score, title });
  if (!draft.changed) return;
  const at = new Date(draft.keptAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const name = title.trim() || UNTITLED;
  app.getState().actions.notify('info', `"${name}" was not saved yet; the draft of ${at} is back.`);
}

const KEEP_MS = 400;

/** Keeps a draft a little after each change. @returns how to stop */
export function keepDrafts({ store, lab, drafts }: ComposeContext, now: () => Date): () => void {
  const projectId = lab.app.getState().project?.id ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const keep = () => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    const { score, title, tuneId } = presentOf(state);
    const keptAt = now().toISOString();
    drafts.write(projectId, { version: 1, score, title, tuneId, changed: isChanged(state), keptAt }).then(
      () => store.setState({ keepsDrafts: true }),
      () => store.setState({ keepsDrafts: false }),
    );
  };
  const stop = store.subscribe((state, before) => {
    if (state.history === before.history && state.saved === before.saved) return;
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_MS);
  });
  const flush = () => timer !== undefined && keep();
  globalThis.addEventListener?.('pagehide', flush);
  return () => {
    flush();
    stop();
    globalThis.removeEventListener?.('pagehide', flush);
  };
}
