// Live: speak, and watch the recognizer listen.
// Connects the stores to the parts; the posteriors go from the stream to the canvas without React.

import { Alert, Button, VisuallyHidden } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { SILENCE_LABEL, UNKNOWN_LABEL } from '../../../shared/contract/projects';
import type { RecognizerRun } from '../../../shared/contract/training';
import { PosteriorStrip } from '../../charts/PosteriorStrip';
import { EmptyState } from '../../components/EmptyState';
import { useLab } from '../../lab';
import { hrefOf } from '../../shell/route';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { useUsableRun } from '../../stores/useUsableRun';
import type { UsableRun } from '../../stores/useUsableRun';
import { DecoderSettings } from './DecoderSettings';
import { EventLog } from './EventLog';
import { LabelMeters } from './LabelMeters';
import classes from './Live.module.css';
import { LiveToolbar } from './LiveToolbar';
import { lagWarning } from './liveMeter';
import { useLiveStore } from './liveStore';
import type { LiveState, LiveStore } from './liveState';
import { Readout } from './Readout';
import { WordDisplay } from './WordDisplay';

export function LiveScreen() {
  const store = useLiveStore();
  const usable = useUsableRun();
  useEffect(() => store.getState().actions.attach(), [store]);
  return (
    <>
      <VisuallyHidden component="h1">Live</VisuallyHidden>
      {usable.run === null ? <NoModelYet /> : <Listening store={store} usable={usable} run={usable.run} />}
    </>
  );
}

function NoModelYet() {
  return (
    <EmptyState
      Icon={IconMicrophone}
      title="There is nothing to listen with yet"
      text="Here you speak and see what the recognizer makes of it, as it happens: its posteriors in motion, each word it recognises, and how late it is. Train one first."
    >
      <Button component="a" href={hrefOf('train')}>
        Go to Train
      </Button>
    </EmptyState>
  );
}

const isQuiet = (label: string) => label === SILENCE_LABEL || label === UNKNOWN_LABEL;

interface ListeningProps {
  readonly store: LiveStore;
  readonly usable: UsableRun;
  readonly run: RecognizerRun;
}

function Listening({ store, usable, run }: ListeningProps) {
  const live = useStore(store);
  const { player } = useLab();
  const colorOf = useApp((app) => app.labelColor);
  const { actions, phase, history } = live;
  const running = phase === 'listening';
  const toggle = () => void (phase === 'idle' ? actions.start(run) : actions.stop());
  const labels = live.session?.labels ?? run.outputs;
  useEffect(() => store.getState().actions.prepare(run.id), [store, run.id]);
  useShortcuts('Live', [{ keys: 'Space', title: 'Start or stop listening', run: toggle }]);
  return (
    <div className={classes.screen}>
      <LiveToolbar
        runs={usable.runs}
        run={run}
        live={live}
        onRun={usable.choose}
        onSource={actions.chooseSource}
        onFile={(file) =>
          void file.arrayBuffer().then((bytes) => actions.openFile(file.name, new Uint8Array(bytes)))
        }
        onToggle={toggle}
      />
      <div className={classes.main}>
        <Warnings live={live} />
        <div className={classes.top}>
          <WordDisplay
            phase={phase}
            event={live.events[0] ?? null}
            words={labels.filter((label) => !isQuiet(label))}
            colorOf={colorOf}
          />
          <LabelMeters labels={labels} history={history} colorOf={colorOf} running={running} />
        </div>
        <div className={classes.strip}>
          <PosteriorStrip
            history={history}
            colorOf={colorOf}
            isQuiet={isQuiet}
            threshold={live.decoder.threshold}
            running={running}
            span={8}
          />
        </div>
        <Readout readout={live.readout} session={live.session} />
      </div>
      <div className={classes.side}>
        <DecoderSettings
          decoder={live.decoder}
          tuned={live.tuned}
          onChange={actions.setDecoder}
          onReset={actions.resetDecoder}
        />
        <EventLog
          events={live.events}
          colorOf={colorOf}
          onPlay={({ id, sound }) => sound !== null && player.play(sound, { id: `event-${id}` })}
          onClear={actions.clearEvents}
        />
      </div>
    </div>
  );
}

/** What stands in the way of listening, or spoils it. */
function Warnings({ live }: { readonly live: LiveState }) {
  const lag = live.phase === 'listening' ? lagWarning(live.readout, live.decoder.strideSeconds) : null;
  const mute =
    live.source === 'microphone' && live.zeroSeconds > 1
      ? 'Nothing but zeros comes from the microphone: it is muted, or this page may not use it.'
      : null;
  const text = live.problem || mute || lag;
  if (!text) return null;
  return (
    <Alert color={live.problem ? 'red' : 'orange'} role="alert" py={8}>
      {text}
    </Alert>
  );
}
