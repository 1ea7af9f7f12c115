// Everything about a generator's run that a newcomer need not touch, each with its explanation.
// The three numbers everybody looks at stand above it, outside.

import type { BackendInfo } from '../../../shared/contract/system';
import { BackendChoice, ClippingChoice, ScheduleChoice } from '../../learning/LearningChoices';
import type { NumberField } from '../../learning/numberField';
import { NumberSetting } from '../../learning/NumberSetting';
import { AllSettingsDisclosure, SettingGroup } from '../../learning/SettingGroups';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import { CellChoice, InputChoice, KeysChoice, TokensChoice } from './GeneratorChoices';
import type { GeneratorChoiceProps } from './GeneratorChoices';
import {
  embeddingField,
  gridField,
  layersField,
  optimizerFields,
  seedField,
  unitsFields,
  windowField,
} from './generatorFields';

export interface GeneratorSettingsProps extends GeneratorChoiceProps {
  readonly backends: readonly BackendInfo[];
}

export function GeneratorSettings({ backends, ...choice }: GeneratorSettingsProps) {
  const { settings } = choice;
  return (
    <AllSettingsDisclosure>
      <SettingGroup title="Tokens">
        <TokensChoice {...choice} />
        <Fields fields={[gridField]} {...choice} />
        <KeysChoice {...choice} />
      </SettingGroup>
      <SettingGroup title="Network">
        <CellChoice {...choice} />
        <Fields fields={[layersField, ...unitsFields(settings)]} {...choice} />
        <InputChoice {...choice} />
        {settings.embedding > 0 && <Fields fields={[embeddingField]} {...choice} />}
      </SettingGroup>
      <SettingGroup title="Optimizer">
        <Fields fields={[windowField]} {...choice} />
        <ScheduleChoice {...choice} />
        <ClippingChoice {...choice} />
        <Fields fields={optimizerFields} {...choice} />
      </SettingGroup>
      <SettingGroup title="Reproducibility">
        <NumberSetting field={seedField} settings={settings} onChange={choice.onChange} />
        <BackendChoice settings={settings} backends={backends} onChange={choice.onChange} />
      </SettingGroup>
    </AllSettingsDisclosure>
  );
}

interface FieldsProps extends GeneratorChoiceProps {
  readonly fields: readonly NumberField<GeneratorConfig>[];
}

function Fields({ fields, ...choice }: FieldsProps) {
  return fields.map((field) => <NumberSetting key={field.label} field={field} {...choice} />);
}
