// The feature configuration: every number with what it means; the pictures follow at once, the project on request.
// What is allowed is validateFeatureConfig's word; its message stands under the field it is about.

import { Button, Group, NumberInput, Select, Text } from '@mantine/core';
import { useStore } from 'zustand';
import { windowTypes } from '../../../shared/contract/features';
import type { FeatureConfig, WindowType } from '../../../shared/contract/features';
import { featureKey, featureSampleRates, frameCount } from '../../../shared/dsp';
import { useApp } from '../../stores/useApp';
import type { FieldProblem, WordsStore } from './wordsStore';

const frameLengths = [128, 256, 512, 1024, 2048];

interface NumberField {
  readonly field: 'hopLength' | 'melBands' | 'coefficients' | 'clipSeconds' | 'inputScale';
  readonly label: string;
  readonly hint: string;
  readonly step: number;
}

const numberFields: readonly NumberField[] = [
  {
    field: 'hopLength',
    label: 'Hop, samples',
    hint: 'From one frame to the next: shorter sees more in time.',
    step: 16,
  },
  {
    field: 'melBands',
    label: 'Mel bands',
    hint: 'Filters over the spectrum, narrow below and wide above, as ears have them.',
    step: 1,
  },
  {
    field: 'coefficients',
    label: 'Coefficients',
    hint: 'MFCCs kept of each frame: the first ones hold the shape of the spectrum.',
    step: 1,
  },
  { field: 'clipSeconds', label: 'Clip, seconds', hint: 'How much sound the model sees at once.', step: 0.1 },
  {
    field: 'inputScale',
    label: 'Input scale',
    hint: 'Sets the floor under which sound does not count; 1000 suits speech.',
    step: 100,
  },
];

export function FeaturePanel({ words }: { readonly words: WordsStore }) {
  const features = useStore(words.store, (state) => state.features);
  const problem = useStore(words.store, (state) => state.featureProblem);
  const kept = useApp((state) => state.project?.features ?? features);
  const changed = featureKey(features) !== featureKey(kept);
  const { tryFeatures, resetFeatures, keepFeatures } = words.actions;
  const errorOf = (field: keyof FeatureConfig) => messageFor(field, problem);
  return (
    <div>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
          gap: '10px 12px',
          alignItems: 'start',
        }}
      >
        <Select
          size="xs"
          label="Rate, Hz"
          title="Clips are resampled to it."
          data={featureSampleRates.map(String)}
          value={String(features.sampleRate)}
          allowDeselect={false}
          onChange={(value) => tryFeatures({ sampleRate: Number(value) })}
          error={errorOf('sampleRate')}
        />
        <Select
          size="xs"
          label="Frame, samples"
          title="Length of one look, and of its Fourier transform: longer sees finer in frequency."
          data={frameLengths.map(String)}
          value={String(features.frameLength)}
          allowDeselect={false}
          onChange={(value) => tryFeatures({ frameLength: Number(value) })}
          error={errorOf('frameLength')}
        />
        <Select
          size="xs"
          label="Window"
          title="Shape each frame is faded with before its spectrum."
          data={[...windowTypes]}
          value={features.windowType}
          allowDeselect={false}
          onChange={(value) => tryFeatures({ windowType: value as WindowType })}
        />
        {numberFields.map(({ field, label, hint, step }) => (
          <NumberInput
            key={field}
            size="xs"
            label={label}
            title={hint}
            step={step}
            value={features[field]}
            onChange={(value) => typeof value === 'number' && tryFeatures({ [field]: value })}
            error={errorOf(field)}
          />
        ))}
      </div>
      <Group mt="md" justify="space-between" wrap="nowrap">
        <Text size="sm" c="dimmed">
          {problem === null ? describeShape(features) : ' '}
        </Text>
        <Group gap="xs" wrap="nowrap">
          <Button size="xs" variant="default" onClick={resetFeatures} disabled={!changed}>
            Reset
          </Button>
          <Button size="xs" onClick={() => void keepFeatures()} disabled={!changed || problem !== null}>
            Use for the project
          </Button>
        </Group>
      </Group>
    </div>
  );
}

function messageFor(field: keyof FeatureConfig, problem: FieldProblem | null): string | undefined {
  return problem?.path === field ? problem.message.replace(/^features\.\w+: e/, 'E') : undefined;
}

function describeShape(features: FeatureConfig): string {
  const frameMs = (features.frameLength / features.sampleRate) * 1000;
  const hopMs = (features.hopLength / features.sampleRate) * 1000;
  return `${frameCount(features)} frames of ${features.coefficients} coefficients; frame ${frameMs.toFixed(0)} ms, hop ${hopMs.toFixed(0)} ms`;
}
