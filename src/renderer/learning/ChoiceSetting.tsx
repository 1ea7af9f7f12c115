// One choice of the configuration as a list with its explanation, marked where it differs from the preset.
// What the choices mean is said by whoever shows it.

import { Select } from '@mantine/core';
import { Hint } from './Hint';
import { SettingLabel, changedWords } from './SettingLabel';

export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface ChoiceSettingProps<Value extends string> {
  readonly label: string;
  readonly hint: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  /** The preset's; missing: nothing is marked. */
  readonly usual?: Value;
  readonly onChoose: (value: Value) => void;
}

export function ChoiceSetting<Value extends string>({
  label,
  hint,
  choices,
  value,
  usual = value,
  onChoose,
}: ChoiceSettingProps<Value>) {
  const isChanged = usual !== value;
  const usualLabel = choices.find((one) => one.value === usual)?.label ?? usual;
  return (
    <Hint text={isChanged ? changedWords(hint, usualLabel) : hint}>
      <Select
        size="xs"
        label={<SettingLabel text={label} changed={isChanged} />}
        allowDeselect={false}
        data={choices.map((one) => ({ ...one }))}
        value={value}
        onChange={(picked) => {
          const choice = choices.find((one) => one.value === picked);
          if (choice) onChoose(choice.value);
        }}
      />
    </Hint>
  );
}
