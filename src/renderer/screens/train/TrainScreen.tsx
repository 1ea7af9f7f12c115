// Train: settings on the left, what came of them on the right.
// Connects the screen's store to its two halves and lets it follow the project while it is shown.

import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { RunResults } from './RunResults';
import classes from '../../learning/Results.module.css';
import { TrainSetup } from './TrainSetup';
import { useTrainStore } from './trainStore';

export function TrainScreen() {
  const store = useTrainStore();
  useEffect(() => store.getState().actions.attach(), [store]);
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">Train</VisuallyHidden>
      <TrainSetup store={store} />
      <RunResults store={store} />
    </div>
  );
}
