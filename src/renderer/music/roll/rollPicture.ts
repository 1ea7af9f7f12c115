// What a picture of the piano roll is made of, apart from where the window stands.
// Plain data: the React component puts it together, drawRoll.ts draws it.

import type { Note, Score } from '../../../shared/contract/score';
import type { Bar } from '../../../shared/music/bars';
import type { StepRange } from '../player/scorePlayer';
import type { NoteIndex } from './noteIndex';
import type { RollTheme } from './rollTheme';

/** A place to write at. */
export interface RollCursor {
  readonly step: number;
  readonly pitch: number;
}

/** A rectangle being drawn around notes. */
export interface RubberBand extends StepRange {
  readonly low: number;
  readonly high: number;
}

export interface RollPicture {
  readonly score: Score;
  readonly index: NoteIndex;
  /** At least so many steps are given room from the beginning: a tune that is still being written. */
  readonly roomSteps: number;
  readonly bars: readonly Bar[];
  readonly theme: RollTheme;
  readonly selection: ReadonlySet<Note>;
  /** Notes the generator has just written. */
  readonly fresh: ReadonlySet<Note>;
  /** Selected bars. */
  readonly range: StepRange | null;
  readonly loop: StepRange | null;
  /** Editing grid in steps, 0 where nothing is edited. */
  readonly gridSteps: number;
  readonly cursor: RollCursor | null;
  readonly band: RubberBand | null;
}
