// One number of the configuration as a field with its explanation.
// What the number means and where it lies: trainingFields.

import { NumberInput } from '@mantine/core';
import { Hint } from './Hint';
import { acceptNumber } from './trainingFields';
import type { NumberField, TrainingSettings } from './trainingFields';

export interface NumberSettingProps {
  readonly field: NumberField;
  readonly settings: TrainingSettings;
  readonly onChange: (settings: TrainingSettings) => void;
}

export function NumberSetting({ field, settings, onChange }: NumberSettingProps) {
  const value = field.read(settings);
  const change = (typed: number | string) => {
    const accepted = acceptNumber(field, typed);
    if (accepted === null && field.empty === null) return;
    onChange(field.write(settings, accepted));
  };
  return (
    <Hint text={field.hint}>
      <NumberInput
        size="xs"
        label={field.label}
        aria-description={field.hint}
        value={value ?? ''}
        placeholder={field.empty ?? undefined}
        min={field.min}
        max={field.max}
        step={field.step}
        allowDecimal={!field.whole}
        allowNegative={field.min < 0}
        decimalScale={field.whole ? 0 : 6}
        suffix={field.suffix}
        clampBehavior="blur"
        disabled={field.active?.(settings) === false}
        onChange={change}
      />
    </Hint>
  );
}
