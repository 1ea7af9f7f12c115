// Playing: play, stop, loop, metronome, tempo, metre, instrument, volume.
// The player's own state is its store; what belongs to the score is changed there and can be undone.

import { ActionIcon, NumberInput, Select, Slider, Tooltip } from '@mantine/core';
import {
  IconMetronome,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconPlayerStopFilled,
  IconRepeat,
  IconVolume,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { instruments } from '../../../shared/synth';
import type { InstrumentName } from '../../../shared/synth';
import { useLab } from '../../lab';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { presentOf, shownScore } from './composeState';
import { meterNames } from './generateSettings';

export function TransportBar({ compose, state }: ComposePartProps) {
  const { scorePlayer } = useLab();
  const status = useStore(scorePlayer.store, (player) => player.status);
  const loop = useStore(scorePlayer.store, (player) => player.loop);
  const metronome = useStore(scorePlayer.store, (player) => player.metronome);
  const problem = useStore(scorePlayer.store, (player) => player.problem);
  const isPlaying = status === 'playing';
  const canLoop = loop !== null || state.range !== null;
  return (
    <div className={classes.group} role="toolbar" aria-label="Transport">
      <Tooltip label={isPlaying ? 'Pause (Space)' : 'Play (Space)'}>
        <ActionIcon
          size="lg"
          variant="filled"
          color="accent"
          aria-label={isPlaying ? 'Pause' : 'Play'}
          onClick={compose.play.playOrPause}
        >
          {isPlaying ? <IconPlayerPauseFilled size={18} /> : <IconPlayerPlayFilled size={18} />}
        </ActionIcon>
      </Tooltip>
      <Toggle
        label="Stop"
        hint="Stop, back to where playing began"
        Icon={IconPlayerStopFilled}
        disabled={status === 'stopped'}
        onClick={compose.play.stop}
      />
      <Toggle
        label="Loop"
        hint={
          canLoop
            ? 'Play the selected bars in a circle (L)'
            : 'Select bars on the ruler to play them in a circle'
        }
        Icon={IconRepeat}
        on={loop !== null}
        disabled={!canLoop}
        onClick={compose.play.toggleLoop}
      />
      <Toggle
        label="Metronome"
        hint="A click on every beat"
        Icon={IconMetronome}
        on={metronome}
        onClick={() => scorePlayer.setMetronome(!metronome)}
      />
      {problem !== '' && (
        <span className={classes.problem} role="alert">
          {problem}
        </span>
      )}
      <TempoAndMeter compose={compose} state={state} />
      <SoundChoice />
    </div>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly hint: string;
  readonly Icon: Icon;
  /** Missing: a plain button. */
  readonly on?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}

export function Toggle({ label, hint, Icon, on, disabled = false, onClick }: ToggleProps) {
  return (
    <Tooltip label={hint}>
      <ActionIcon
        size="lg"
        variant={on ? 'light' : 'subtle'}
        color={on ? 'accent' : 'gray'}
        aria-label={label}
        aria-pressed={on}
        aria-disabled={disabled}
        style={disabled ? { opacity: 0.35, cursor: 'default' } : undefined}
        onClick={() => !disabled && onClick()}
      >
        <Icon size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function TempoAndMeter({ compose, state }: ComposePartProps) {
  const { score } = shownScore(state);
  const isFixed = state.shownId !== null;
  const [meter] = presentOf(state).score.meters;
  const name = `${meter.beats}/${meter.beatUnit}`;
  const names = meterNames.includes(name) ? meterNames : [name, ...meterNames];
  return (
    <>
      <Tooltip label="Tempo: quarter notes a minute">
        <NumberInput
          w={92}
          size="xs"
          aria-label="Tempo"
          leftSection="♩="
          min={20}
          max={400}
          decimalScale={1}
          clampBehavior="blur"
          disabled={isFixed}
          value={Math.round(score.tempos[0].qpm * 10) / 10}
          onChange={(qpm) => typeof qpm === 'number' && qpm >= 20 && qpm <= 400 && compose.edit.setTempo(qpm)}
        />
      </Tooltip>
      <Tooltip label="Metre: beats of a bar">
        <Select
          w={76}
          size="xs"
          aria-label="Metre"
          allowDeselect={false}
          disabled={isFixed}
          data={[...names]}
          value={name}
          onChange={(chosen) => chosen !== null && compose.edit.setMeter(chosen)}
        />
      </Tooltip>
    </>
  );
}

const instrumentChoices = [
  { value: '', label: 'As written' },
  ...instruments.filter(({ program }) => program !== null).map(({ name, label }) => ({ value: name, label })),
];

function SoundChoice() {
  const { scorePlayer } = useLab();
  const instrument = useStore(scorePlayer.store, (player) => player.instrument);
  const volume = useStore(scorePlayer.store, (player) => player.volume);
  return (
    <>
      <Tooltip label="Instrument, for listening and for files">
        <Select
          w={136}
          size="xs"
          aria-label="Instrument"
          allowDeselect={false}
          data={instrumentChoices}
          value={instrument ?? ''}
          onChange={(name) => scorePlayer.setInstrument((name || null) as InstrumentName | null)}
        />
      </Tooltip>
      <span className={classes.volume}>
        <IconVolume size={17} aria-hidden />
        <Slider
          w={80}
          size="xs"
          label={null}
          min={0}
          max={1}
          step={0.01}
          thumbLabel="Volume"
          value={volume}
          onChange={scorePlayer.setVolume}
        />
      </span>
    </>
  );
}
