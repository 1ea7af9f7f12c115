// Everything about a run that a newcomer need not touch, behind one heading, each with its explanation.
// The three numbers everybody looks at stand above it, outside.

import { Collapse, Select, UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { BackendInfo } from '../../../shared/contract/system';
import type { BackendDuel } from '../../../shared/contract/training';
import { BackendDuelTable } from './BackendDuelTable';
import { Hint } from './Hint';
import { NumberSetting } from './NumberSetting';
import classes from './Setup.module.css';
import { augmentationFields, optimizerFields, seedField } from './trainingFields';
import type { NumberField, TrainingSettings } from './trainingFields';

export interface AllSettingsProps {
  readonly settings: TrainingSettings;
  readonly backends: readonly BackendInfo[];
  readonly onChange: (settings: TrainingSettings) => void;
  readonly duel: BackendDuel | null;
  readonly duelling: boolean;
  readonly onTimeBackends: () => void;
}

export function AllSettings(props: AllSettingsProps) {
  const [opened, setOpened] = useState(false);
  return (
    <section>
      <UnstyledButton
        className={classes.disclosure}
        aria-expanded={opened}
        aria-controls="all-settings"
        onClick={() => setOpened(!opened)}
      >
        <IconChevronRight size={16} aria-hidden style={{ rotate: opened ? '90deg' : undefined }} />
        All settings
      </UnstyledButton>
      <Collapse expanded={opened} id="all-settings">
        {opened && <Groups {...props} />}
      </Collapse>
    </section>
  );
}

function Groups(props: AllSettingsProps) {
  return (
    <div className={classes.groups}>
      <Group title="Optimizer">
        <ScheduleChoice {...props} />
        <ClippingChoice {...props} />
        <Fields fields={optimizerFields} {...props} />
      </Group>
      <Group title="Augmentation">
        <Fields fields={augmentationFields} {...props} />
      </Group>
      <Group title="Reproducibility">
        <Fields fields={[seedField]} {...props} />
        <BackendChoice {...props} />
        <BackendDuelTable
          duel={props.duel}
          duelling={props.duelling}
          chosen={props.settings.backend}
          onTime={props.onTimeBackends}
          onChoose={(backend) => props.onChange({ ...props.settings, backend })}
        />
      </Group>
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <fieldset className={classes.fieldset}>
      <legend className={classes.subheading}>{title}</legend>
      <div className={classes.two}>{children}</div>
    </fieldset>
  );
}

function Fields({ fields, ...props }: AllSettingsProps & { readonly fields: readonly NumberField[] }) {
  return fields.map((field) => <NumberSetting key={field.label} field={field} {...props} />);
}

function ScheduleChoice({ settings, onChange }: AllSettingsProps) {
  return (
    <Hint text="Cosine: the learning rate falls smoothly to 1 % of its peak over all epochs. Constant: it stays.">
      <Select
        size="xs"
        label="Schedule"
        allowDeselect={false}
        data={[
          { value: 'cosine', label: 'cosine' },
          { value: 'constant', label: 'constant' },
        ]}
        value={settings.learningRateSchedule}
        onChange={(value) =>
          onChange({ ...settings, learningRateSchedule: value === 'constant' ? 'constant' : 'cosine' })
        }
      />
    </Hint>
  );
}

const clippingKinds = [
  { value: 'norm', label: 'global norm' },
  { value: 'value', label: 'each value' },
  { value: 'none', label: 'off' },
] as const;

function ClippingChoice({ settings, onChange }: AllSettingsProps) {
  const { clipping } = settings;
  return (
    <Hint text="Gradient clipping: keeps one bad batch from throwing the weights far away. Recurrent layers want it. The norm is recorded either way.">
      <Select
        size="xs"
        label="Gradient clipping"
        allowDeselect={false}
        data={[...clippingKinds]}
        value={clipping.by}
        onChange={(value) => {
          const kind = clippingKinds.find((one) => one.value === value);
          if (kind) onChange({ ...settings, clipping: { ...clipping, by: kind.value } });
        }}
      />
    </Hint>
  );
}

function BackendChoice({ settings, backends, onChange }: AllSettingsProps) {
  const chosen = backends.find((one) => one.chosen);
  const reason = backends.find((one) => one.name === settings.backend)?.reason ?? chosen?.reason ?? '';
  const data = [
    { value: 'auto', label: chosen ? `auto (${chosen.name})` : 'auto' },
    ...backends.map(({ name, available }) => ({ value: name, label: name, disabled: !available })),
  ];
  return (
    <Hint text={`What computes the training. Auto takes the fastest that loads here. ${reason}`}>
      <Select
        size="xs"
        label="Backend"
        allowDeselect={false}
        data={data}
        value={settings.backend}
        onChange={(backend) => onChange({ ...settings, backend: backend ?? 'auto' })}
      />
    </Hint>
  );
}
