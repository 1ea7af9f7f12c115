// Train of the Music group: settings on the left, what came of them on the right.
// Connects the screen's store to its two halves and lets it follow the project while it is shown.

import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import classes from '../../learning/Results.module.css';
import { GeneratorResults } from './GeneratorResults';
import { GeneratorSetup } from './GeneratorSetup';
import { useGeneratorsStore } from './generatorsStore';

export function GeneratorsScreen() {
  const store = useGeneratorsStore();
  useEffect(() => store.getState().actions.attach(), [store]);
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">Train</VisuallyHidden>
      <GeneratorSetup store={store} />
      <GeneratorResults store={store} />
    </div>
  );
}
