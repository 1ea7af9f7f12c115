// Everything about a recognizer's run that a newcomer need not touch, each with its explanation.
// The three numbers everybody looks at stand above it, outside.

import type { BackendInfo } from '../../../shared/contract/system';
import type { BackendDuel } from '../../../shared/contract/training';
import { BackendChoice, ClippingChoice, ScheduleChoice } from '../../learning/LearningChoices';
import type { NumberField } from '../../learning/numberField';
import { NumberSetting } from '../../learning/NumberSetting';
import { AllSettingsDisclosure, SettingGroup } from '../../learning/SettingGroups';
import { BackendDuelTable } from './BackendDuelTable';
import { augmentationFields, optimizerFields, seedField } from './trainingFields';
import type { TrainingSettings } from './trainingFields';

export interface AllSettingsProps {
  readonly settings: TrainingSettings;
  readonly backends: readonly BackendInfo[];
  readonly onChange: (settings: TrainingSettings) => void;
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  readonly onTimeBackends: () => void;
}

export function AllSettings(props: AllSettingsProps) {
  const { settings, onChange } = props;
  return (
    <AllSettingsDisclosure>
      <SettingGroup title="Optimizer">
        <ScheduleChoice settings={settings} onChange={onChange} />
        <ClippingChoice settings={settings} onChange={onChange} />
        <Fields fields={optimizerFields} {...props} />
      </SettingGroup>
      <SettingGroup title="Augmentation">
        <Fields fields={augmentationFields} {...props} />
      </SettingGroup>
      <SettingGroup title="Reproducibility">
        <Fields fields={[seedField]} {...props} />
        <BackendChoice settings={settings} backends={props.backends} onChange={onChange} />
        <BackendDuelTable
          duel={props.duel}
          duelling={props.duelling}
          chosen={settings.backend}
          onTime={props.onTimeBackends}
          onChoose={(backend) => onChange({ ...settings, backend })}
        />
      </SettingGroup>
    </AllSettingsDisclosure>
  );
}

interface FieldsProps extends AllSettingsProps {
  readonly fields: readonly NumberField<TrainingSettings>[];
}

function Fields({ fields, settings, onChange }: FieldsProps) {
  return fields.map((field) => (
    <NumberSetting key={field.label} field={field} settings={settings} onChange={onChange} />
  ));
}
