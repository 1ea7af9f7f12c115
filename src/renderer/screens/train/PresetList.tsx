// The recognizers to choose from: their names, what the chosen one is and when to take it, its layers.
// Shows only; the store keeps the choice.

import { Radio } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import type { Preset, RecognizerName } from '../../../shared/contract/training';
import { formatCount } from '../../charts/format';
import classes from './Setup.module.css';

export interface PresetListProps {
  readonly presets: readonly Preset[];
  readonly chosen: RecognizerName | null;
  /** Weights the chosen one would have; null before the engine has said. */
  readonly parameters: number | null;
  readonly onChoose: (name: RecognizerName) => void;
}

export function PresetList({ presets, chosen, parameters, onChoose }: PresetListProps) {
  const preset = presets.find((one) => one.name === chosen);
  return (
    <section aria-labelledby="recognizer-heading">
      <h2 id="recognizer-heading" className={classes.heading}>
        Recognizer
      </h2>
      <Radio.Group
        value={chosen}
        onChange={(name) => onChoose(name as RecognizerName)}
        aria-labelledby="recognizer-heading"
      >
        <div className={classes.presets}>
          {presets.map((one) => (
            <PresetCard key={one.name} preset={one} />
          ))}
        </div>
      </Radio.Group>
      {preset && <PresetDetails preset={preset} parameters={parameters} />}
    </section>
  );
}

function PresetCard({ preset: { name, title, recommended } }: { readonly preset: Preset }) {
  return (
    <Radio.Card
      value={name}
      className={classes.preset}
      aria-label={`${name}: ${title}${recommended ? ', recommended' : ''}`}
      title={recommended ? `${title}, recommended` : title}
    >
      <Radio.Indicator size="xs" />
      <span className={classes.presetName}>{name}</span>
      {recommended && <IconStarFilled size={13} className={classes.star} aria-hidden />}
    </Radio.Card>
  );
}

function PresetDetails({
  preset,
  parameters,
}: {
  readonly preset: Preset;
  readonly parameters: number | null;
}) {
  return (
    <div className={classes.details} aria-live="polite">
      <p>
        <strong>{preset.title}</strong>
        {preset.recommended ? ' (recommended). ' : '. '}
        {preset.description}
      </p>
      <ol className={classes.layers} aria-label="Layers">
        {preset.layers.map((layer, index) => (
          <li key={`${index} ${layer}`}>{layer}</li>
        ))}
      </ol>
      <p className={classes.soft}>{parameters === null ? '\u00a0' : `${formatCount(parameters)} weights`}</p>
    </div>
  );
}
