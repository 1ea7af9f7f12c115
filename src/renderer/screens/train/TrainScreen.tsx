// Train: settings on the left, what came of them on the right.
// Connects the screen's store to its two halves and lets it follow the project while it is shown.

import { useEffect } from 'react';
import { useLab } from '../../lab';
import { RunResults } from './RunResults';
import classes from './Results.module.css';
import { TrainSetup } from './TrainSetup';
import { trainStoreOf } from './trainStore';

export function TrainScreen() {
  const store = trainStoreOf(useLab());
  useEffect(() => store.getState().actions.attach(), [store]);
  return (
    <div className={classes.screen}>
      <TrainSetup store={store} />
      <RunResults store={store} />
    </div>
  );
}
