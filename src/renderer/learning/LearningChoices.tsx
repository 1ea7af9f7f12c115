// The choices every training has in common: schedule, clipping, backend.
// Its numbers are fields: learningFields.

import type { BackendInfo } from '../../shared/contract/system';
import type { LearningConfig } from '../../shared/contract/training';
import { ChoiceSetting } from './ChoiceSetting';

export interface LearningChoiceProps<Settings extends LearningConfig> {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
  /** What the setting is compared with; missing: nothing is marked. */
  readonly preset?: Settings | null;
}

const schedules = [
  { value: 'cosine', label: 'cosine' },
  { value: 'constant', label: 'constant' },
] as const;

export function ScheduleChoice<Settings extends LearningConfig>({
  settings,
  onChange,
  preset,
}: LearningChoiceProps<Settings>) {
  return (
    <ChoiceSetting
      label="Schedule"
      hint="Cosine: the learning rate falls smoothly to 1 % of its peak over all epochs. Constant: it stays."
      choices={schedules}
      value={settings.learningRateSchedule}
      usual={preset?.learningRateSchedule}
      onChoose={(learningRateSchedule) => onChange({ ...settings, learningRateSchedule })}
    />
  );
}

const clippingKinds = [
  { value: 'norm', label: 'global norm' },
  { value: 'value', label: 'each value' },
  { value: 'none', label: 'off' },
] as const;

export function ClippingChoice<Settings extends LearningConfig>({
  settings,
  onChange,
  preset,
}: LearningChoiceProps<Settings>) {
  const { clipping } = settings;
  return (
    <ChoiceSetting
      label="Gradient clipping"
      hint="Gradient clipping: keeps one bad batch from throwing the weights far away. Recurrent layers want it. The norm is recorded either way."
      choices={clippingKinds}
      value={clipping.by}
      usual={preset?.clipping.by}
      onChoose={(by) => onChange({ ...settings, clipping: { ...clipping, by } })}
    />
  );
}

export interface BackendChoiceProps<Settings extends LearningConfig> {
  readonly settings: Settings;
  readonly backends: readonly BackendInfo[];
  readonly onChange: (settings: Settings) => void;
}

export function BackendChoice<Settings extends LearningConfig>({
  settings,
  backends,
  onChange,
}: BackendChoiceProps<Settings>) {
  const chosen = backends.find((one) => one.chosen);
  const reason = backends.find((one) => one.name === settings.backend)?.reason ?? chosen?.reason ?? '';
  const choices = [
    { value: 'auto', label: chosen ? `auto (${chosen.name})` : 'auto' },
    ...backends.map(({ name, available }) => ({ value: name, label: name, disabled: !available })),
  ];
  return (
    <ChoiceSetting
      label="Backend"
      hint={`What computes the training. Auto takes the fastest that loads here. ${reason}`}
      choices={choices}
      value={settings.backend}
      onChoose={(backend) => onChange({ ...settings, backend })}
    />
  );
}
