// How takes are made: who speaks, with which microphone and which processing, how many in a row and how long.
// What the browser does to the sound is off unless asked for, and is stored with every take.

import { NumberInput, Select, Slider, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useStore } from 'zustand';
import type { MicrophoneConstraints } from '../../audio/microphone';
import { useLab } from '../../lab';
import classes from './Record.module.css';
import { LONGEST_ROW, isBusy } from './recordState';
import type { RecordStore } from './recordStore';

interface Processing {
  readonly name: keyof MicrophoneConstraints;
  readonly label: string;
  readonly hint: string;
}

const processing: readonly Processing[] = [
  {
    name: 'echoCancellation',
    label: 'Echo cancellation',
    hint: 'Takes out what the loudspeaker plays; it changes the voice too.',
  },
  {
    name: 'noiseSuppression',
    label: 'Noise suppression',
    hint: 'Takes out steady noise, and with it the quiet parts of a word.',
  },
  {
    name: 'autoGainControl',
    label: 'Gain control',
    hint: 'Makes quiet speech louder, and the room with it.',
  },
];

export function RecordSettings({ record }: { readonly record: RecordStore }) {
  const options = useStore(record.store, (state) => state.options);
  const busy = useStore(record.store, (state) => isBusy(state.phase));
  const isWord = useStore(record.store, (state) => state.mode === 'word');
  return (
    <aside className={classes.side} aria-label="How to record">
      <Stack gap="md">
        <TextInput
          label="Speaker"
          title="All takes of one speaker go to the same split."
          value={options.speaker}
          onChange={(event) => record.setOptions({ speaker: event.currentTarget.value })}
          maxLength={40}
          disabled={busy}
        />
        {isWord && (
          <>
            <NumberInput
              label="Takes in a row"
              title="One after another, with a short pause between; R stops the row."
              min={1}
              max={LONGEST_ROW}
              clampBehavior="strict"
              allowDecimal={false}
              value={options.row}
              onChange={(value) =>
                typeof value === 'number' && value >= 1 && record.setOptions({ row: value })
              }
              disabled={busy}
            />
            <div>
              <Text
                size="sm"
                fw={600}
                title="Longer than the clip: the word is found in it and cut out."
              >{`Length of a take: ${options.takeSeconds.toFixed(1)} s`}</Text>
              <Slider
                thumbLabel="Length of a take, seconds"
                min={0.5}
                max={6}
                step={0.1}
                value={options.takeSeconds}
                onChange={(takeSeconds) => record.setOptions({ takeSeconds })}
                label={null}
                disabled={busy}
              />
            </div>
            <Switch
              label="Count down 3, 2, 1"
              checked={options.countdown}
              onChange={(event) => record.setOptions({ countdown: event.currentTarget.checked })}
              disabled={busy}
            />
          </>
        )}
        <MicrophoneChoice disabled={busy} />
      </Stack>
    </aside>
  );
}

function MicrophoneChoice({ disabled }: { readonly disabled: boolean }) {
  const { microphone } = useLab();
  const { devices, deviceId, constraints } = useStore(microphone.store);
  const data = [
    { value: '', label: 'System default' },
    ...devices.map((one) => ({ value: one.deviceId, label: one.label })),
  ];
  return (
    <>
      <Select
        label="Microphone"
        data={data}
        value={deviceId}
        allowDeselect={false}
        onChange={(value) => microphone.choose(value ?? '')}
        disabled={disabled}
      />
      <Stack gap={8}>
        <Text size="sm" fw={600} title="A recognizer learns best from the sound as it is.">
          Processing by the browser
        </Text>
        {processing.map(({ name, label, hint }) => (
          <Switch
            key={name}
            size="sm"
            label={label}
            title={hint}
            checked={constraints[name]}
            onChange={(event) =>
              microphone.setConstraints({ ...constraints, [name]: event.currentTarget.checked })
            }
            disabled={disabled}
          />
        ))}
      </Stack>
    </>
  );
}
