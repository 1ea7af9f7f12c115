// What can be trained: the presets by name, what the chosen one is and when to take it, its layers.
// Shows only; the store keeps the choice.

import { Radio } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatCount } from '../charts/format';
import classes from './Setup.module.css';

/** What the list shows of a preset, whatever it trains. */
export interface PresetWords<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly description: string;
  readonly layers: readonly string[];
  readonly recommended: boolean;
}

export interface PresetListProps<Name extends string> {
  /** `Recognizer`. */
  readonly heading: string;
  readonly presets: readonly PresetWords<Name>[];
  readonly chosen: Name | null;
  /** Weights the chosen one would have; null before the engine has said. */
  readonly parameters: number | null;
  readonly onChoose: (name: Name) => void;
  /** Under the details of the chosen one. */
  readonly children?: ReactNode;
}

export function PresetList<Name extends string>({
  heading,
  presets,
  chosen,
  parameters,
  onChoose,
  children,
}: PresetListProps<Name>) {
  const preset = presets.find((one) => one.name === chosen);
  const id = `${heading.toLowerCase()}-heading`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {heading}
      </h2>
      <Radio.Group
        value={chosen}
        onChange={(name) => {
          const picked = presets.find((one) => one.name === name);
          if (picked) onChoose(picked.name);
        }}
        aria-labelledby={id}
      >
        <div className={classes.presets}>
          {presets.map((one) => (
            <PresetCard key={one.name} preset={one} />
          ))}
        </div>
      </Radio.Group>
      {preset && <PresetDetails preset={preset} parameters={parameters} />}
      {children}
    </section>
  );
}

function PresetCard({ preset: { name, title, recommended } }: { readonly preset: PresetWords<string> }) {
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

interface PresetDetailsProps {
  readonly preset: PresetWords<string>;
  readonly parameters: number | null;
}

function PresetDetails({ preset, parameters }: PresetDetailsProps) {
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
