// Colours of the piano roll in both schemes: canvases do not read style sheets.
// Parts take the colour-blind-safe sequence of the labels, in the order of the score.

import type { ColorScheme } from '../../charts/colorRamp';
import { createLabelColors } from '../../theme/labelColors';

export interface RollTheme {
  readonly surface: string;
  /** Rows of black keys. */
  readonly blackRow: string;
  /** The line under each C. */
  readonly octave: string;
  readonly bar: string;
  readonly beat: string;
  readonly grid: string;
  readonly margin: string;
  readonly text: string;
  readonly soft: string;
  readonly whiteKey: string;
  readonly blackKey: string;
  readonly keyLine: string;
  readonly soundingKey: string;
  /** Selected bars. */
  readonly range: string;
  readonly loop: string;
  /** Outline of selected notes. */
  readonly selected: string;
  /** Notes the generator has just written. */
  readonly fresh: string;
  readonly edge: string;
  readonly font: string;
}

const font = "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export const rollThemes: Readonly<Record<ColorScheme, RollTheme>> = {
  light: {
    surface: '#ffffff',
    blackRow: '#f3f5f4',
    octave: '#d3d9d7',
    bar: '#b3bcba',
    beat: '#dfe3e2',
    grid: '#eef0ef',
    margin: '#fbfbfa',
    text: '#1d2423',
    soft: '#5c6664',
    whiteKey: '#ffffff',
    blackKey: '#3b4442',
    keyLine: '#d5dad8',
    soundingKey: '#46aea4',
    range: 'rgb(12 114 104 / 12%)',
    loop: '#158377',
    selected: '#1d2423',
    fresh: '#0c7268',
    edge: 'rgb(0 0 0 / 28%)',
    font,
  },
  dark: {
    surface: '#1a1e1d',
    blackRow: '#151817',
    octave: '#39413f',
    bar: '#56615e',
    beat: '#2d3432',
    grid: '#222827',
    margin: '#151817',
    text: '#dde3e1',
    soft: '#9aa5a2',
    whiteKey: '#cfd6d4',
    blackKey: '#1c201f',
    keyLine: '#8a9592',
    soundingKey: '#2ba297',
    range: 'rgb(70 174 164 / 18%)',
    loop: '#46aea4',
    selected: '#ffffff',
    fresh: '#46aea4',
    edge: 'rgb(0 0 0 / 55%)',
    font,
  },
};

const colorOf = createLabelColors(Array.from({ length: 40 }, (_, part) => String(part)));

/** The colour of a part, by its place in the score. */
export function partColor(part: number): string {
  return colorOf(String(part % 40));
}
