// The scheme in force, as the canvases need it.
// Not the choice: Settings makes that.

import { useComputedColorScheme } from '@mantine/core';
import type { ColorScheme } from './colorRamp';
import { chartThemes } from './chartTheme';
import type { ChartTheme } from './chartTheme';

export function useColorScheme(): ColorScheme {
  return useComputedColorScheme('light');
}

export function useChartTheme(): ChartTheme {
  return chartThemes[useColorScheme()];
}
