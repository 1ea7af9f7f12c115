// The piano roll: a score as notes over time, for looking and, with an editor, for changing it.
// Layout and state of the window stand in rollSurface.ts; this connects it to React.

import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent as ReactKeyboardEvent } from 'react';
import type { Note, Score } from '../../../shared/contract/score';
import { useColorScheme } from '../../charts/useColorScheme';
import type { StepRange } from '../player/scorePlayer';
import { barsForRoll } from './gridLines';
import { createNoteIndex } from './noteIndex';
import { scoreWords } from './noteWords';
import classes from './PianoRoll.module.css';
import type { RollEditor } from './rollEditor';
import { RollFooter } from './RollFooter';
import { attachGestures } from './rollGestures';
import { attachMargins, attachWheel, zoomByKey } from './rollNavigation';
import type { RollPicture, RubberBand } from './rollPicture';
import { createRollSurface } from './rollSurface';
import type { RollSurface } from './rollSurface';
import { rollThemes } from './rollTheme';
import { useLatest } from './useLatest';

/** Where the playhead is; a score player's store is one. */
export interface PlayheadSource {
  getState(): { readonly step: number; readonly status: string };
  subscribe(listener: () => void): () => void;
}

export interface PianoRollProps {
  readonly score: Score;
  /** Accessible name, e.g. `Piano roll of Greensleeves`. */
  readonly label: string;
  /** Another value is another score: the view starts from its beginning. */
  readonly scoreId: string;
  /** Null or missing: no playhead. */
  readonly playhead?: PlayheadSource | null;
  /** Selected bars, and what plays in a circle. */
  readonly range?: StepRange | null;
  readonly loop?: StepRange | null;
  /** Notes to show as just written; the view follows the newest of them. */
  readonly fresh?: ReadonlySet<Note>;
  /** Steps that are to become: the view gives them room before they are written. */
  readonly roomSteps?: number;
  readonly onSeek?: (step: number) => void;
  readonly onRange?: (range: StepRange | null) => void;
  /** A key of the keyboard was pressed, or a note drawn. */
  readonly onHear?: (pitch: number) => void;
  /** Missing: read-only. */
  readonly editor?: RollEditor | null;
  /** More words beside the zoom buttons. */
  readonly children?: React.ReactNode;
}

const noNotes: ReadonlySet<Note> = new Set();

export function PianoRoll(props: PianoRollProps) {
  const { score, label, scoreId, playhead = null, editor = null } = props;
  const elements = useRef<HTMLDivElement>(null);
  const [surface, setSurface] = useState<RollSurface | null>(null);
  const [band, setBand] = useState<RubberBand | null>(null);
  const picture = usePicture(props, band);
  const latest = useLatest({ props, picture });
  const help = useId();

  useEffect(() => {
    const root = elements.current;
    if (root === null) return;
    const scroller = root.querySelector<HTMLElement>('[data-roll=scroller]')!;
    const made = createRollSurface({
      scroller,
      spacer: root.querySelector<HTMLElement>('[data-roll=spacer]')!,
      canvas: root.querySelector('canvas')!,
      playhead: root.querySelector<HTMLElement>('[data-roll=playhead]')!,
    });
    const navigation = () => {
      const { onSeek, onRange, onHear } = latest.current.props;
      return { bars: latest.current.picture.bars, onSeek, onRange, onKey: onHear };
    };
    const detach = [
      attachWheel(scroller, made),
      attachMargins(scroller, made, navigation),
      attachGestures(scroller, made, () => latest.current.props.editor ?? null, setBand),
      made.dispose,
    ];
    setSurface(made);
    return () => detach.forEach((stop) => stop());
  }, [latest]);

  useEffect(() => surface?.show(picture), [surface, picture]);
  useEffect(() => surface?.fit(), [surface, scoreId]);
  useFollow(surface, props, picture);
  useEffect(() => followPlayhead(surface, playhead), [surface, playhead]);

  const onKeyDown = (event: ReactKeyboardEvent) => {
    if (surface !== null && zoomByKey(event.nativeEvent, surface)) event.preventDefault();
  };
  const { index, bars } = picture;
  const lastBar = bars.filter((bar) => bar.startStep < index.length).length;
  return (
    <div className={classes.roll} ref={elements}>
      <div className={classes.window}>
        <canvas className={classes.canvas} aria-hidden />
        <div className={classes.playhead} data-roll="playhead" aria-hidden />
        <div
          className={classes.scroller}
          data-roll="scroller"
          data-tool={editor?.tool}
          tabIndex={0}
          role={editor ? 'application' : 'group'}
          aria-roledescription="piano roll"
          aria-label={`${label}: ${scoreWords(score, index.notes.length, lastBar, index.range)}`}
          aria-describedby={help}
          onKeyDown={onKeyDown}
          onFocus={() => editor?.onFocus(true)}
          onBlur={() => editor?.onFocus(false)}
        >
          <div data-roll="spacer" />
        </div>
      </div>
      <RollFooter
        helpId={help}
        surface={surface}
        picture={picture}
        isEditable={editor !== null}
        cursor={editor?.cursor ?? null}
      >
        {props.children}
      </RollFooter>
    </div>
  );
}

function usePicture(props: PianoRollProps, band: RubberBand | null): RollPicture {
  const { score, range = null, loop = null, fresh = noNotes, roomSteps = 0, editor = null } = props;
  const theme = rollThemes[useColorScheme()];
  const index = useMemo(() => createNoteIndex(score), [score]);
  const { stepsPerQuarter, pickupSteps, meters } = score;
  const bars = useMemo(
    () => barsForRoll({ stepsPerQuarter, pickupSteps, meters }, index.length),
    [stepsPerQuarter, pickupSteps, meters, index.length],
  );
  const selection = editor?.selection ?? noNotes;
  const gridSteps = editor?.gridSteps ?? 0;
  // With notes selected, the keys act on them and not at the cursor.
  const cursor = editor?.isFocused && selection.size === 0 ? editor.cursor : null;
  return useMemo(
    () => ({ score, index, roomSteps, bars, theme, selection, fresh, range, loop, gridSteps, cursor, band }),
    [score, index, roomSteps, bars, theme, selection, fresh, range, loop, gridSteps, cursor, band],
  );
}

/** Keeps in view what changes: notes as they are written, the cursor as keys move it. */
function useFollow(surface: RollSurface | null, props: PianoRollProps, picture: RollPicture): void {
  const { fresh = noNotes, editor } = props;
  const focus = editor?.revealed ?? null;
  useEffect(() => {
    if (surface && focus) surface.reveal({ from: focus.from, to: focus.to }, focus.low, focus.high);
  }, [surface, focus]);
  const newest = useMemo(() => [...fresh].at(-1) ?? null, [fresh]);
  const isWritten = newest !== null && picture.index.length > 0;
  useEffect(() => {
    if (!surface || !isWritten || newest === null) return;
    const { onsetStep, durationSteps, pitch } = newest;
    surface.reveal({ from: onsetStep, to: onsetStep + durationSteps }, pitch, pitch);
  }, [surface, newest, isWritten]);
}

function followPlayhead(surface: RollSurface | null, playhead: PlayheadSource | null): (() => void) | void {
  if (surface === null) return;
  if (playhead === null) return surface.playAt(null, false);
  const move = () => {
    const { step, status } = playhead.getState();
    surface.playAt(step, status === 'playing');
  };
  move();
  return playhead.subscribe(move);
}
