// How freely the generator chooses: temperature, top-k, top-p, seed.
// How a token is drawn: src/shared/music/sampling.ts.

import { ActionIcon, Slider, Switch, Tooltip } from '@mantine/core';
import { IconDice3 } from '@tabler/icons-react';
import { RANDOM_TEMPERATURE } from '../../../shared/music/sampling';
import { Hint } from '../../learning/Hint';
import classes from './Compose.module.css';
import { HIGHEST_SEED, MOST_VARIATIONS } from './generateSettings';
import type { GenerateSettings } from './generateSettings';
import { Whole } from './OriginSettings';

export interface SettingsProps {
  readonly settings: GenerateSettings;
  readonly onChange: (settings: Partial<GenerateSettings>) => void;
}

export function SamplingSettings({
  settings,
  onChange,
  onDice,
}: SettingsProps & { readonly onDice: () => void }) {
  return (
    <>
      <Temperature settings={settings} onChange={onChange} />
      <div className={classes.pair}>
        <Whole
          label="Top-k"
          hint="Chooses among the k likeliest tokens only; 0 takes all."
          min={0}
          max={500}
          value={settings.topK}
          onChange={(topK) => onChange({ topK })}
        />
        <TopP settings={settings} onChange={onChange} />
      </div>
      <div className={classes.seed}>
        <Whole
          label="Seed"
          hint="The same seed, settings and generator give the same notes."
          min={0}
          max={HIGHEST_SEED - MOST_VARIATIONS}
          value={settings.seed}
          rightSection={
            <Tooltip label="Another seed">
              <ActionIcon size="sm" aria-label="Another seed" onClick={onDice}>
                <IconDice3 size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          }
          onChange={(seed) => onChange({ seed })}
        />
        <Switch
          size="xs"
          label="New each time"
          checked={settings.rollsSeed}
          onChange={(event) => onChange({ rollsSeed: event.currentTarget.checked })}
        />
      </div>
    </>
  );
}

const temperatureHint =
  'How freely it chooses: 1 as it learned, lower keeps to the likeliest, above 1.5 it is close to random.';

function Temperature({ settings, onChange }: SettingsProps) {
  const { temperature } = settings;
  const isRandom = temperature > RANDOM_TEMPERATURE;
  return (
    <Hint text={temperatureHint}>
      <div>
        <span className={classes.label}>
          Temperature
          <output>
            {temperature.toFixed(2)}
            {isRandom && <span className={classes.random}> random</span>}
          </output>
        </span>
        <Slider
          mb={16}
          size="sm"
          color={isRandom ? 'orange' : undefined}
          label={null}
          min={0.1}
          max={2}
          step={0.05}
          marks={[
            { value: 1, label: '1' },
            { value: RANDOM_TEMPERATURE, label: 'random' },
          ]}
          value={temperature}
          thumbLabel="Temperature"
          thumbValueText={(value) => `${value.toFixed(2)}${value > RANDOM_TEMPERATURE ? ', random' : ''}`}
          onChange={(value) => onChange({ temperature: Math.round(value * 100) / 100 })}
        />
      </div>
    </Hint>
  );
}

function TopP({ settings, onChange }: SettingsProps) {
  const { topP } = settings;
  return (
    <Hint text="Chooses among the likeliest tokens that together have this share; 1 takes all.">
      <div className={classes.besideField}>
        <span className={classes.label}>
          Top-p<output>{topP.toFixed(2)}</output>
        </span>
        <Slider
          mt={10}
          size="sm"
          label={null}
          min={0.05}
          max={1}
          step={0.05}
          value={topP}
          thumbLabel="Top-p"
          thumbValueText={(value) => value.toFixed(2)}
          onChange={(value) => onChange({ topP: Math.round(value * 100) / 100 })}
        />
      </div>
    </Hint>
  );
}
