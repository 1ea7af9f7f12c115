// What the generator may write: scale, range, and for a tune from nothing tempo and metre.
// Scales: scales.ts. How limits become masks: src/shared/music/sampling.ts.

import { RangeSlider, Select, Switch } from '@mantine/core';
import { Hint } from '../../learning/Hint';
import { pitchName } from '../../music/roll/noteWords';
import classes from './Compose.module.css';
import { meterNames, PIANO } from './generateSettings';
import { Whole } from './OriginSettings';
import type { SettingsProps } from './SamplingSettings';
import { scales, tonics } from './scales';

export function LimitSettings({ settings, onChange }: SettingsProps) {
  return (
    <>
      <div className={classes.scalePair}>
        <Hint text="Only notes of this scale are written.">
          <Select
            size="xs"
            label="Scale"
            allowDeselect={false}
            data={scales.map(({ name, label }) => ({ value: name, label }))}
            value={settings.scale}
            onChange={(scale) => scale !== null && onChange({ scale })}
          />
        </Hint>
        <Select
          size="xs"
          label="on"
          aria-label="Tonic of the scale"
          allowDeselect={false}
          disabled={settings.scale === 'any'}
          data={tonics.map((name, tonic) => ({ value: String(tonic), label: name }))}
          value={String(settings.tonic)}
          onChange={(tonic) => tonic !== null && onChange({ tonic: Number(tonic) })}
        />
      </div>
      <PitchRange settings={settings} onChange={onChange} />
      {settings.origin === 'nothing' && <TempoAndMeter settings={settings} onChange={onChange} />}
      <Hint text="Off: it goes on until all bars are full.">
        <Switch
          size="xs"
          label="It may end a tune earlier by itself"
          checked={settings.mayEnd}
          onChange={(event) => onChange({ mayEnd: event.currentTarget.checked })}
        />
      </Hint>
    </>
  );
}

function PitchRange({ settings, onChange }: SettingsProps) {
  const { lowestPitch, highestPitch } = settings;
  return (
    <Hint text="Only pitches between these are written.">
      <div>
        <span className={classes.label}>
          Range
          <output>
            {pitchName(lowestPitch)} to {pitchName(highestPitch)}
          </output>
        </span>
        <RangeSlider
          size="sm"
          label={null}
          min={PIANO.low}
          max={PIANO.high}
          minRange={4}
          value={[lowestPitch, highestPitch]}
          thumbFromLabel="Lowest pitch"
          thumbToLabel="Highest pitch"
          thumbValueText={pitchName}
          onChange={([low, high]) => onChange({ lowestPitch: low, highestPitch: high })}
        />
      </div>
    </Hint>
  );
}

function TempoAndMeter({ settings, onChange }: SettingsProps) {
  return (
    <div className={classes.pair}>
      <Whole
        label="Tempo"
        hint="Quarter notes a minute."
        min={20}
        max={400}
        value={settings.qpm}
        onChange={(qpm) => onChange({ qpm })}
      />
      <Select
        size="xs"
        label="Metre"
        allowDeselect={false}
        data={[...meterNames]}
        value={settings.meter}
        onChange={(meter) => meter !== null && onChange({ meter })}
      />
    </div>
  );
}
