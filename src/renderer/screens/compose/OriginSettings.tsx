// What the generator goes on from: nothing, the score, a tune of the library; and how much it writes.
// Where the result goes: sketches.ts.

import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { IconMusic } from '@tabler/icons-react';
import { useState } from 'react';
import { Hint } from '../../learning/Hint';
import { useApp } from '../../stores/useApp';
import classes from './Compose.module.css';
import type { ComposePartProps } from './ComposeScreen';
import { MOST_VARIATIONS } from './generateSettings';
import type { GenerateSettings, Origin, PrimerScope } from './generateSettings';
import { OpenTune } from './OpenTune';

const originChoices = [
  { value: 'nothing', label: 'Nothing' },
  { value: 'score', label: 'The score' },
  { value: 'tune', label: 'A tune' },
];

export function OriginSettings({ compose, state }: ComposePartProps) {
  const { settings } = state;
  const { change } = compose.write;
  return (
    <>
      <div>
        <span className={classes.label} id="compose-origin">
          Go on from
        </span>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-labelledby="compose-origin"
          data={originChoices}
          value={settings.origin}
          onChange={(origin) => change({ origin: origin as Origin })}
        />
      </div>
      {settings.origin === 'score' && <ScoreScope compose={compose} state={state} />}
      {settings.origin === 'tune' && <TuneChoice compose={compose} state={state} />}
      <div className={classes.pair}>
        <Whole
          label="Bars"
          hint="Bars to write."
          min={1}
          max={1000}
          value={settings.bars}
          onChange={(bars) => change({ bars })}
        />
        <Whole
          label="Variations"
          hint="Different tunes to write at once."
          min={1}
          max={MOST_VARIATIONS}
          value={settings.variations}
          onChange={(variations) => change({ variations })}
        />
      </div>
    </>
  );
}

function ScoreScope({ compose, state }: ComposePartProps) {
  const { settings, range } = state;
  const { change } = compose.write;
  const choices = [
    { value: 'all', label: 'All of it' },
    { value: 'last', label: 'Last bars' },
    { value: 'selection', label: 'Selected', disabled: range === null },
  ];
  const scope = settings.scope === 'selection' && range === null ? 'all' : settings.scope;
  return (
    <div className={classes.nested}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="What the generator hears first"
        data={choices}
        value={scope}
        onChange={(value) => change({ scope: value as PrimerScope })}
      />
      {scope === 'last' && <PrimerBars settings={settings} onChange={change} />}
    </div>
  );
}

function TuneChoice({ compose, state }: ComposePartProps) {
  const { settings } = state;
  const { change } = compose.write;
  const [isOpen, setOpen] = useState(false);
  const tune = useApp((app) => app.tunes.find(({ id }) => id === settings.tuneId));
  return (
    <div className={classes.nested}>
      <Button
        fullWidth
        size="xs"
        variant="default"
        justify="flex-start"
        leftSection={<IconMusic size={15} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {tune?.title ?? 'Choose a tune'}
      </Button>
      <PrimerBars settings={settings} onChange={change} />
      <OpenTune
        opened={isOpen}
        title="Go on from a tune"
        onClose={() => setOpen(false)}
        onChoose={(tuneId) => change({ tuneId })}
      />
    </div>
  );
}

interface PrimerBarsProps {
  readonly settings: GenerateSettings;
  readonly onChange: (settings: Partial<GenerateSettings>) => void;
}

function PrimerBars({ settings, onChange }: PrimerBarsProps) {
  return (
    <Whole
      label="Bars it hears first"
      hint="The last bars, that it goes on from."
      min={1}
      max={64}
      value={settings.primerBars}
      onChange={(primerBars) => onChange({ primerBars })}
    />
  );
}

export interface WholeProps {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly disabled?: boolean;
  readonly rightSection?: React.ReactNode;
  readonly onChange: (value: number) => void;
}

/** A whole number; what is typed counts once it is one in the range. */
export function Whole({ label, hint, min, max, onChange, ...rest }: WholeProps) {
  return (
    <Hint text={hint}>
      <NumberInput
        size="xs"
        label={label}
        aria-description={hint}
        min={min}
        max={max}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="blur"
        {...rest}
        onChange={(typed) =>
          typeof typed === 'number' && typed >= min && typed <= max && onChange(Math.round(typed))
        }
      />
    </Hint>
  );
}
