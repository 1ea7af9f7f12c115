// The look of every Mantine control: one accent, quiet greys, one radius.
// Colours of labels and heat maps are data, not decoration: see labelColors.ts and colorMap.ts.

import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

/** A deep teal: reads on white and on black, and is no label's colour. */
const accent: MantineColorsTuple = [
  '#e6f7f5',
  '#cfebe7',
  '#a1d6d0',
  '#6fc1b8',
  '#46aea4',
  '#2ba297',
  '#158377',
  '#0c7268',
  '#046057',
  '#004e46',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent },
  defaultRadius: 'md',
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' } } },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 400, multiline: true, maw: 280, fz: 'sm' } },
    Modal: { defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** Mantine's own surfaces and texts in the two schemes; the page's further ones stand in global.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbfa',
    '--mantine-color-text': '#1d2423',
    '--mantine-color-dimmed': '#5c6664',
    '--mantine-color-placeholder': '#69726f',
    '--mantine-color-yellow-light-color': '#7a4a00',
    '--mantine-color-orange-light-color': '#a83a06',
  },
  dark: {
    '--mantine-color-body': '#151817',
    '--mantine-color-text': '#dde3e1',
    '--mantine-color-dimmed': '#9aa5a2',
    '--mantine-color-placeholder': '#8d9895',
    '--mantine-color-default': '#1c201f',
    '--mantine-color-default-hover': '#242928',
    '--mantine-color-default-border': '#38403e',
  },
});
