// The stage: the word to say, the countdown, the moving picture of the microphone, the one big button.
// Everything keeps its place whatever happens; only words and colours change.

import { Button } from '@mantine/core';
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPlayerRecordFilled,
  IconPlayerStopFilled,
} from '@tabler/icons-react';
import { useStore } from 'zustand';
import { EmptyState } from '../../components/EmptyState';
import { formatSeconds } from '../../components/time';
import { useApp } from '../../stores/useApp';
import { LevelMeter } from './LevelMeter';
import { LiveWave } from './LiveWave';
import classes from './Record.module.css';
import { SilentMicrophone } from './SilentMicrophone';
import type { RecordPhase, RecordState } from './recordState';
import { isBusy } from './recordState';
import type { RecordStore } from './recordStore';

export function Stage({ record }: { readonly record: RecordStore }) {
  const phase = useStore(record.store, (state) => state.phase);
  return (
    <section className={classes.stage} aria-label="Stage">
      {phase.name === 'off' || phase.name === 'opening' || phase.name === 'failed' ? (
        <MicrophoneOff phase={phase} onOpen={() => void record.open()} />
      ) : (
        <OpenStage record={record} phase={phase} />
      )}
    </section>
  );
}

function MicrophoneOff({ phase, onOpen }: { readonly phase: RecordPhase; readonly onOpen: () => void }) {
  const failed = phase.name === 'failed';
  return (
    <EmptyState
      Icon={failed ? IconMicrophoneOff : IconMicrophone}
      title={failed ? 'The microphone cannot be used' : 'Record takes of your words'}
      text={
        failed
          ? phase.message
          : 'Say each word a few times, in different voices if you can. Every take is on this computer the moment it ends; nothing leaves it.'
      }
    >
      <Button
        size="md"
        leftSection={<IconMicrophone size={18} />}
        loading={phase.name === 'opening'}
        onClick={onOpen}
      >
        {failed ? 'Try again' : 'Use the microphone'}
      </Button>
    </EmptyState>
  );
}

function OpenStage({ record, phase }: { readonly record: RecordStore; readonly phase: RecordPhase }) {
  const mode = useStore(record.store, (state) => state.mode);
  const label = useStore(record.store, (state) => state.label);
  const row = useStore(record.store, (state) => state.options.row);
  const color = useApp((state) =>
    mode === 'word' ? state.labelColor(label) : state.labelColor('_silence_'),
  );
  const busy = isBusy(phase);
  const name = mode === 'word' ? label : 'room noise';
  return (
    <>
      <div className={classes.prompt} aria-live="assertive">
        {phase.name === 'countdown' ? (
          <div className={classes.count}>{phase.left}</div>
        ) : (
          <div className={classes.word}>{mode === 'word' ? label || 'No word yet' : 'Room noise'}</div>
        )}
        <Say record={record} phase={phase} />
      </div>
      <div style={{ position: 'relative' }}>
        <LiveWave levels={record.levels} color={color} />
        <SilentMicrophone levels={record.levels} />
      </div>
      <LevelMeter levels={record.levels} />
      <div className={classes.controls}>
        <span />
        <Button
          size="lg"
          color={busy ? 'gray' : undefined}
          leftSection={busy ? <IconPlayerStopFilled size={18} /> : <IconPlayerRecordFilled size={18} />}
          onClick={record.startOrStop}
          disabled={mode === 'word' && label === ''}
          miw={220}
          aria-label={busy ? 'Stop recording' : `Record ${name}`}
        >
          {busy ? 'Stop' : mode === 'word' && row > 1 ? `Record ${row} takes` : 'Record'}
        </Button>
        <span className={classes.soft}>R</span>
      </div>
    </>
  );
}

function Say({ record, phase }: { readonly record: RecordStore; readonly phase: RecordPhase }) {
  const mode = useStore(record.store, (state) => state.mode);
  const label = useStore(record.store, (state) => state.label);
  const row = useStore(record.store, (state) => state.options.row);
  const seconds = useStore(record.store, (state) => Math.floor(state.seconds * 10) / 10);
  const words = phase.name === 'ready' ? invite(mode, label) : describe(phase, row, seconds);
  return <div className={classes.say}>{words}</div>;
}

/** What to do while nothing is recorded. */
function invite(mode: RecordState['mode'], label: string): string {
  if (mode === 'background') return 'Press R, or the button, and let the room be heard; press again to stop';
  if (label === '') return 'Add the word you want to record, on the left';
  return 'Press R, or the button, and say it once';
}

function describe(phase: RecordPhase, row: number, seconds: number): string {
  switch (phase.name) {
    case 'countdown':
      return 'Get ready';
    case 'recording':
      return row > 1 ? `Speak now, take ${phase.take} of ${row}` : 'Speak now';
    case 'pause':
      return `Saved. Take ${phase.take} of ${row} is next`;
    case 'background':
      return `${formatSeconds(seconds)} of this minute; each minute is saved by itself`;
    default:
      return '';
  }
}
