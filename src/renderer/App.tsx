// The page as React sees it: theme, lab, shell.
// Nothing is decided here.

import { MantineProvider } from '@mantine/core';
import { Shell } from './shell/Shell';
import type { Lab } from './lab';
import { LabContext } from './lab';
import { cssVariables, theme } from './theme/theme';

export function App({ lab }: { readonly lab: Lab }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <LabContext value={lab}>
        <Shell />
      </LabContext>
    </MantineProvider>
  );
}
