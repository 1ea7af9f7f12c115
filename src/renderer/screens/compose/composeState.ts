// The shape of the Compose screen: the score and its history, what the generator writes, what is shown and heard.
// Types, and what follows from them; composeStore.ts makes the store.

import type { StoreApi } from 'zustand/vanilla';
import type { GenerationEnding, NamedCopyReport } from '../../../shared/contract/generation';
import type { Note, Score } from '../../../shared/contract/score';
import type { TuneOrigin } from '../../../shared/contract/tunes';
import type { Lab } from '../../lab';
import type { StepRange } from '../../music/player/scorePlayer';
import type { Clip } from '../../music/roll/editClipboard';
import type { EditDocument } from '../../music/roll/editDocument';
import type { EditHistory } from '../../music/roll/editHistory';
import type { WrittenNotes } from '../../music/roll/editSplice';
import type { RollTool } from '../../music/roll/rollEditor';
import type { RollCursor, RubberBand } from '../../music/roll/rollPicture';
import type { DraftStore } from './drafts';
import type { GenerateSettings } from './generateSettings';
import type { Sketch } from './sketches';

/** What undo brings back: the notes and whose they are. */
export interface ComposeDocument extends EditDocument {
  /** Another number is another piece: the view and the player begin anew. */
  readonly piece: number;
  readonly title: string;
  /** The tune of the library that Save writes; null makes a new one. */
  readonly tuneId: string | null;
  /** What Save says of a new tune. */
  readonly origin: TuneOrigin;
}

/** A tune the generator offers. */
export interface Variation {
  readonly id: string;
  /** From 1, counted over all. */
  readonly number: number;
  readonly seed: number;
  readonly sketch: Sketch;
  readonly written: WrittenNotes;
  /** As it is shown and played, its new notes among those of the score. */
  readonly score: Score;
  readonly fresh: ReadonlySet<Note>;
  /** First new step, in the steps of `score`. */
  readonly firstStep: number;
  readonly isWriting: boolean;
  /** Written so far, and asked for. */
  readonly bars: number;
  readonly totalBars: number;
  readonly ending: GenerationEnding | null;
  /** Why it is as long as it is; empty while it is written. */
  readonly message: string;
}

/** Writing under way. */
export interface Writing {
  /** `bars` takes the place of bars of the score, without asking. */
  readonly kind: 'variations' | 'bars';
  /** Id of the variation that is being written. */
  readonly variationId: string | null;
  readonly bars: number;
  readonly totalBars: number;
  readonly tokens: number;
  readonly isStopping: boolean;
}

export interface Copies {
  readonly phase: 'none' | 'measuring' | 'measured';
  /** Of the score that is shown; of the one before while a new one is measured. */
  readonly report: NamedCopyReport | null;
  readonly problem: string;
}

export interface ComposeData {
  readonly phase: 'opening' | 'ready';
  readonly history: EditHistory<ComposeDocument>;
  /** A change that is being tried with the mouse. */
  readonly trial: EditDocument | null;
  /** What the library holds of this piece; null for nothing. */
  readonly saved: { readonly score: Score; readonly title: string } | null;
  readonly isSaving: boolean;
  /** False where the browser keeps no drafts: only what is saved is safe. */
  readonly keepsDrafts: boolean;
  readonly cursor: RollCursor;
  readonly grid: string;
  readonly tool: RollTool;
  readonly activePart: number;
  /** Selected bars. */
  readonly range: StepRange | null;
  readonly isFocused: boolean;
  readonly tabLeaves: boolean;
  readonly revealed: RubberBand | null;
  readonly clip: Clip | null;
  readonly settings: GenerateSettings;
  readonly variations: readonly Variation[];
  /** The variation on the roll; null = the score. */
  readonly shownId: string | null;
  readonly writing: Writing | null;
  readonly copies: Copies;
  /** What stands in the way, in words; empty when nothing does. */
  readonly problem: string;
}

export type ComposeStoreApi = StoreApi<ComposeData>;

/** What the parts of the store work with. */
export interface ComposeContext {
  readonly store: ComposeStoreApi;
  readonly lab: ComposeLab;
  readonly drafts: DraftStore;
  readonly random: () => number;
}

export type ComposeLab = Pick<Lab, 'services' | 'app' | 'scorePlayer' | 'firstSteps'>;

export function presentOf({ history }: Pick<ComposeData, 'history'>): ComposeDocument {
  return history.present.document;
}

export function shownVariation({
  variations,
  shownId,
}: Pick<ComposeData, 'variations' | 'shownId'>): Variation | null {
  return variations.find(({ id }) => id === shownId) ?? null;
}

/** The score on the roll, and who it is for the player and the view. */
export function shownScore(state: ComposeData): { readonly score: Score; readonly scoreId: string } {
  const variation = shownVariation(state);
  if (variation !== null) return { score: variation.score, scoreId: `compose:${variation.id}` };
  const present = presentOf(state);
  return { score: (state.trial ?? present).score, scoreId: `compose:piece-${present.piece}` };
}

export function hasNotes(score: Score): boolean {
  return score.parts.some((part) => part.notes.length > 0);
}

/** Whether something would be lost if the draft were. */
export function isChanged(state: Pick<ComposeData, 'history' | 'saved'>): boolean {
  const { score, title } = presentOf(state);
  if (state.saved === null) return hasNotes(score);
  return score !== state.saved.score || title !== state.saved.title;
}
