// Colours of lines, axes and grids on canvases, in both schemes: canvases do not read style sheets.
// Not the colours of labels (the app store's) nor of shares (colorRamp).

import type { ColorScheme } from './colorRamp';

export interface ChartTheme {
  readonly text: string;
  readonly soft: string;
  readonly grid: string;
  readonly surface: string;
  /** Training: solid lines. */
  readonly train: string;
  /** Validation: what counts. */
  readonly validation: string;
  readonly mark: string;
  readonly font: string;
}

const font = "11px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

/** Blue and orange: apart for every common kind of colour blindness, and 3 : 1 against the surface. */
export const chartThemes: Readonly<Record<ColorScheme, ChartTheme>> = {
  light: {
    text: '#1d2423',
    soft: '#5c6664',
    grid: '#e7e9e8',
    surface: '#ffffff',
    train: '#2d6fb5',
    validation: '#c85a00',
    mark: '#0c7268',
    font,
  },
  dark: {
    text: '#dde3e1',
    soft: '#9aa5a2',
    grid: '#2b3130',
    surface: '#1c201f',
    train: '#6fb0f2',
    validation: '#f2a05a',
    mark: '#46aea4',
    font,
  },
};
