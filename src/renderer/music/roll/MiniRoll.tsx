// A small picture of notes: enough to tell one variation from another.
// Not a view to work in: that is PianoRoll.

import { useEffect, useRef } from 'react';
import type { Note } from '../../../shared/contract/score';
import { useColorScheme } from '../../charts/useColorScheme';
import { extentOf } from './editSelection';
import { rollThemes } from './rollTheme';

export interface MiniRollProps {
  readonly notes: ReadonlySet<Note>;
  readonly label: string;
}

const WIDTH = 184;
const HEIGHT = 40;
/** Pitches shown at least, so that a tune of few pitches does not look wild. */
const LEAST_PITCHES = 13;

export function MiniRoll({ notes, label }: MiniRollProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = rollThemes[useColorScheme()];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const scale = window.devicePixelRatio;
    canvas.current.width = WIDTH * scale;
    canvas.current.height = HEIGHT * scale;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = theme.fresh;
    for (const { x, y, width, height } of miniBoxes(notes, WIDTH, HEIGHT)) {
      context.fillRect(x, y, width, height);
    }
  }, [notes, theme]);
  return <canvas ref={canvas} role="img" aria-label={label} style={{ width: WIDTH, height: HEIGHT }} />;
}

/** Where each note lies in a picture of this size. */
export function miniBoxes(
  notes: ReadonlySet<Note>,
  width: number,
  height: number,
): readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[] {
  const extent = extentOf(notes);
  if (extent === null) return [];
  const pitches = Math.max(LEAST_PITCHES, extent.high - extent.low + 1);
  const top = extent.high + (pitches - (extent.high - extent.low + 1)) / 2;
  const row = height / pitches;
  const step = width / (extent.to - extent.from);
  return [...notes].map(({ pitch, onsetStep, durationSteps }) => ({
    x: (onsetStep - extent.from) * step,
    y: (top - pitch) * row,
    width: Math.max(1, durationSteps * step - 0.5),
    height: Math.max(1.5, row - 0.5),
  }));
}
