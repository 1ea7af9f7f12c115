// The tune in focus: its title and what to do with it, its piano roll, its notation and its facts.
// The picture stays in its place while the next one is fetched.

import { Alert, Tabs } from '@mantine/core';
import { useStore } from 'zustand';
import type { Tune } from '../../../shared/contract/tunes';
import { useLab } from '../../lab';
import { PianoRoll } from '../../music/roll/PianoRoll';
import { Notation } from './Notation';
import { TuneFacts } from './TuneFacts';
import { TuneHeader } from './TuneHeader';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

export function TuneView({ tunes }: { readonly tunes: TunesStore }) {
  const tune = useStore(
    tunes.store,
    (state) => state.shown.find((one) => one.id === state.selection.focused) ?? null,
  );
  if (tune === null) return <section className={classes.view} aria-label="Tune" />;
  return (
    <section className={classes.view} aria-label="Tune">
      <TuneHeader tune={tune} tunes={tunes} />
      <SoundProblem />
      <div className={classes.roll}>
        <Roll tune={tune} tunes={tunes} />
      </div>
      <Tabs className={classes.below} defaultValue="notation" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="notation">Notation</Tabs.Tab>
          <Tabs.Tab value="facts">About this tune</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="notation" className={classes.panel}>
          <Notes tune={tune} tunes={tunes} />
        </Tabs.Panel>
        <Tabs.Panel value="facts" className={classes.panel}>
          <TuneFacts tune={tune} tunes={tunes} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

/** Why nothing can be heard, where the player says so. */
function SoundProblem() {
  const problem = useStore(useLab().scorePlayer.store, (state) => state.problem);
  if (problem === '') return null;
  return (
    <Alert color="red" role="alert" mb="sm" py="xs">
      {problem}
    </Alert>
  );
}

interface PartProps {
  readonly tune: Tune;
  readonly tunes: TunesStore;
}

function Roll({ tune, tunes }: PartProps) {
  const { scorePlayer } = useLab();
  const shown = useStore(tunes.store, (state) => state.score);
  const isLoaded = useStore(scorePlayer.store, (state) => state.scoreId === tune.id);
  if (shown.phase === 'failed') {
    return (
      <Alert color="red" title="Its notes cannot be shown" m="sm">
        {shown.message}
      </Alert>
    );
  }
  if (shown.phase !== 'ready') return null;
  return (
    <PianoRoll
      score={shown.score}
      scoreId={shown.tuneId}
      label={`Piano roll of ${tune.title}`}
      playhead={isLoaded && shown.tuneId === tune.id ? scorePlayer.store : null}
      onSeek={tunes.actions.seek}
      onHear={scorePlayer.preview}
    />
  );
}

function Notes({ tune, tunes }: PartProps) {
  const shown = useStore(tunes.store, (state) => state.score);
  if (shown.phase !== 'ready' || shown.tuneId !== tune.id) return null;
  return <Notation score={shown.score} title={tune.title} />;
}
