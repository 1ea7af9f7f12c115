// Makes the Compose screen's store: one state, and the parts that change it.
// The parts: composeEditing, composePieces, composeWriting, composeCopies, composePlaying, composeFiles.

import { createStore } from 'zustand/vanilla';
import type { Lab } from '../../lab';
import { renderWav } from '../../music/player/renderWav';
import { readSoundFont } from '../../music/player/soundFonts';
import { defaultGrid } from '../../music/roll/editGrid';
import { beginHistory } from '../../music/roll/editHistory';
import { takeComposeWish } from '../../stores/composeInbox';
import { screenStoreHook } from '../../stores/screenStore';
import { download } from '../../components/zip';
import { createChoiceActions } from './composeChoices';
import type { ChoiceActions } from './composeChoices';
import { createCopyActions } from './composeCopies';
import type { CopyActions } from './composeCopies';
import { createEditActions } from './composeEditing';
import type { EditActions } from './composeEditing';
import { createFileActions } from './composeFiles';
import type { FileActions, FileDoors } from './composeFiles';
import { createPieceActions, emptyPiece, keepDrafts } from './composePieces';
import type { PieceActions } from './composePieces';
import { createPlayActions } from './composePlaying';
import type { PlayActions } from './composePlaying';
import type { ComposeContext, ComposeData, ComposeLab, ComposeStoreApi } from './composeState';
import { createWritingActions } from './composeWriting';
import type { WritingActions } from './composeWriting';
import { browserDrafts } from './drafts';
import type { DraftStore } from './drafts';
import { readSettings } from './generateSettings';

export interface ComposeStore {
  readonly store: ComposeStoreApi;
  readonly edit: EditActions;
  readonly piece: PieceActions;
  readonly write: WritingActions;
  readonly choose: ChoiceActions;
  readonly copies: CopyActions;
  readonly play: PlayActions;
  readonly files: FileActions;
  /** Takes what another screen handed over. */
  takeWish(): void;
  dispose(): void;
}

export interface ComposeDoors extends FileDoors {
  readonly drafts: DraftStore;
  /** 0 to 1, for seeds. */
  readonly random: () => number;
  readonly now: () => Date;
}

const browserDoors = (): ComposeDoors => ({
  download,
  renderWav,
  readSoundFont,
  drafts: browserDrafts(),
  random: Math.random,
  now: () => new Date(),
});

export function createComposeStore(lab: ComposeLab, doors: ComposeDoors = browserDoors()): ComposeStore {
  const store = createStore<ComposeData>(initialData);
  const context: ComposeContext = { store, lab, drafts: doors.drafts, random: doors.random };
  const piece = createPieceActions(context);
  const write = createWritingActions(context, piece.scoreOf);
  const stopKeeping = keepDrafts(context, doors.now);
  const opening = piece.restore().finally(() => store.setState({ phase: 'ready' }));
  return {
    store,
    piece,
    write,
    edit: createEditActions(context),
    choose: createChoiceActions(context),
    copies: createCopyActions(context),
    play: createPlayActions(context),
    files: createFileActions(context, doors),
    takeWish: () => {
      const wish = takeComposeWish();
      if (wish === null) return;
      if (wish.kind === 'primer') write.change({ origin: 'tune', tuneId: wish.tuneId });
      else void opening.then(() => piece.openTune(wish.tuneId));
    },
    dispose: () => {
      write.stop();
      stopKeeping();
    },
  };
}

export const useComposeStore = screenStoreHook<ComposeStore>((lab: Lab) => createComposeStore(lab));

function initialData(): ComposeData {
  const settings = readSettings();
  return {
    phase: 'opening',
    history: beginHistory(emptyPiece({ settings })),
    trial: null,
    saved: null,
    isSaving: false,
    keepsDrafts: true,
    cursor: { step: 0, pitch: 67 },
    grid: defaultGrid,
    tool: 'select',
    activePart: 0,
    range: null,
    isFocused: false,
    tabLeaves: false,
    revealed: null,
    clip: null,
    settings,
    variations: [],
    shownId: null,
    writing: null,
    copies: { phase: 'none', report: null, problem: '' },
    problem: '',
  };
}
