// One number of the configuration as a field with its explanation, marked where it differs from the preset.
// What the number means and where it lies: NumberField.

import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { SettingLabel, changedWords } from './SettingLabel';
import { Hint } from './Hint';
import { acceptNumber, isInside } from './numberField';
import type { NumberField } from './numberField';

export interface NumberSettingProps<Settings> {
  readonly field: NumberField<Settings>;
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** What the setting is compared with; missing: nothing is marked. */
  readonly preset?: Settings | null;
}

export function NumberSetting<Settings>({ field, settings, onChange, preset }: NumberSettingProps<Settings>) {
  const value = field.read(settings);
  const usual = preset ? field.read(preset) : value;
  const isChanged = usual !== value;
  const hint = isChanged ? changedWords(field.hint, usualWords(field, usual)) : field.hint;
  // What is typed and is no value yet: `3` on the way to `32` where 8 is the least, an emptied field.
  const [draft, setDraft] = useState<number | string | null>(null);
  const accept = (typed: number | string) => {
    const accepted = acceptNumber(field, typed);
    if (accepted !== null || field.empty !== null) onChange(field.write(settings, accepted));
  };
  const change = (typed: number | string) => {
    const isValue = isInside(field, typed) || (typed === '' && field.empty !== null);
    setDraft(isValue ? null : typed);
    if (isValue) accept(typed);
  };
  const leave = () => {
    if (draft === null) return;
    accept(draft);
    setDraft(null);
  };
  return (
    <Hint text={hint}>
      <NumberInput
        size="xs"
        label={<SettingLabel text={field.label} changed={isChanged} />}
        aria-description={hint}
        value={draft ?? value ?? ''}
        placeholder={field.empty ?? undefined}
        min={field.min}
        max={field.max}
        step={field.step}
        allowDecimal={!field.whole}
        allowNegative={field.min < 0}
        decimalScale={field.whole ? 0 : 6}
        suffix={field.suffix}
        clampBehavior="none"
        disabled={field.active?.(settings) === false}
        onChange={change}
        onBlur={leave}
      />
    </Hint>
  );
}

const usualWords = (field: Pick<NumberField<never>, 'empty' | 'suffix'>, usual: number | null) =>
  usual === null ? (field.empty ?? 'off') : `${usual}${field.suffix}`;
