// Compose: a trained generator writes tunes that one hears, changes and takes along.
// Connects the store to the parts; every part only takes props.

import { VisuallyHidden } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useShortcuts } from '../../shell/shortcuts';
import { composeInbox } from '../../stores/composeInbox';
import { useUsableGenerator } from '../../stores/useUsableGenerator';
import classes from './Compose.module.css';
import { ComposeRoll } from './ComposeRoll';
import { composeShortcuts } from './composeShortcuts';
import { useComposeStore } from './composeStore';
import type { ComposeStore } from './composeStore';
import { CopyMeter } from './CopyMeter';
import { EditBar } from './EditBar';
import { GeneratePanel } from './GeneratePanel';
import { PieceBar } from './PieceBar';
import { TransportBar } from './TransportBar';
import { VariationTray } from './VariationTray';

export function ComposeScreen() {
  const compose = useComposeStore();
  const state = useStore(compose.store);
  const usable = useUsableGenerator();
  const { run } = usable;
  useEffect(() => compose.play.attach(), [compose]);
  useWish(compose);
  useEffect(() => compose.copies.follow(run), [compose, run]);
  useShortcuts('Compose', composeShortcuts(compose, state, run));
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">Compose</VisuallyHidden>
      <PieceBar compose={compose} state={state} />
      <div className={classes.toolbar}>
        <TransportBar compose={compose} state={state} />
        <EditBar compose={compose} state={state} />
      </div>
      <GeneratePanel compose={compose} state={state} usable={usable} />
      <div className={classes.main}>
        <ComposeRoll compose={compose} state={state} run={run} />
        <CopyMeter compose={compose} state={state} />
        <VariationTray compose={compose} state={state} />
      </div>
    </div>
  );
}

/** A tune that Tunes hands over, now or while this screen is shown. */
function useWish(compose: ComposeStore): void {
  useEffect(() => {
    compose.takeWish();
    return composeInbox.subscribe(({ wish }) => wish !== null && compose.takeWish());
  }, [compose]);
}

/** What every part of the screen takes. */
export interface ComposePartProps {
  readonly compose: ComposeStore;
  readonly state: ReturnType<ComposeStore['store']['getState']>;
}
