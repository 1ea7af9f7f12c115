// How posteriors become events, adjustable while listening.
// What each slider means: decoderFields. The strip shows the threshold move.

import { Button, Slider } from '@mantine/core';
import type { DecoderConfig } from '../../../shared/contract/live';
import { Hint } from '../../learning/Hint';
import { decoderFields } from './decoderFields';
import type { DecoderField } from './decoderFields';
import classes from './Live.module.css';

export interface DecoderSettingsProps {
  readonly decoder: DecoderConfig;
  readonly tuned: boolean;
  readonly onChange: (decoder: DecoderConfig) => void;
  readonly onReset: () => void;
}

export function DecoderSettings({ decoder, tuned, onChange, onReset }: DecoderSettingsProps) {
  return (
    <section className={classes.decoder} aria-labelledby="decoder-heading">
      <div className={classes.logTop}>
        <h2 id="decoder-heading" className={classes.heading}>
          Decoder
        </h2>
        <Hint text="Back to the settings saved with the model.">
          <Button variant="subtle" color="gray" size="compact-xs" disabled={!tuned} onClick={onReset}>
            Reset
          </Button>
        </Hint>
      </div>
      {decoderFields.map((field) => (
        <DecoderSlider key={field.key} field={field} decoder={decoder} onChange={onChange} />
      ))}
      <p className={classes.soft}>
        {tuned ? 'Kept for this run; Export model in Test takes them along.' : 'As saved with the model.'}
      </p>
    </section>
  );
}

type DecoderSliderProps = Pick<DecoderSettingsProps, 'decoder' | 'onChange'> & {
  readonly field: DecoderField;
};

function DecoderSlider({ field, decoder, onChange }: DecoderSliderProps) {
  const value = decoder[field.key];
  return (
    <Hint text={field.hint}>
      <div className={classes.slider}>
        <span>{field.label}</span>
        <Slider
          size="xs"
          label={null}
          min={field.min}
          max={field.max}
          step={field.step}
          value={value}
          thumbLabel={field.label}
          thumbValueText={field.say}
          onChange={(changed) => onChange({ ...decoder, [field.key]: changed })}
        />
        <output>{field.say(value)}</output>
      </div>
    </Hint>
  );
}
