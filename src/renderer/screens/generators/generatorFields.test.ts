// The fields of a generator's form: each reads and writes its own place and stays in the ranges of the contract.

import { describe, expect, it } from 'vitest';
import { argumentSchemas } from '../../../shared/contract/validation';
import type { GeneratorConfig } from '../../../shared/contract/generators';
import { fakeGeneratorPresets } from '../../testing/fakeGenerators';
import {
  embeddingField,
  gridField,
  layersField,
  optimizerFields,
  seedField,
  simpleFields,
  unitsFields,
  windowField,
} from './generatorFields';

const { config } = fakeGeneratorPresets[1];
const fields = [
  ...simpleFields,
  gridField,
  layersField,
  ...unitsFields(config),
  embeddingField,
  windowField,
  ...optimizerFields,
  seedField,
];
const accepted = (settings: GeneratorConfig) =>
  argumentSchemas.generators.plan.safeParse({ projectId: 'tunes', config: settings }).success;

describe('generator fields', () => {
  it.each(fields.map((field) => [field.label, field] as const))(
    '%s stays where the engine takes it',
    (_, field) => {
      for (const value of [field.min, field.max]) {
        const written = field.write(config, value);
        expect(field.read(written)).toBe(value);
        expect(accepted(written)).toBe(true);
      }
      expect(field.read(field.write(config, null))).toBe(field.empty === null ? field.read(config) : null);
      expect(field.hint.length).toBeGreaterThan(20);
    },
  );

  it('adds layers as wide as the last and takes them off the top', () => {
    const settings = { ...config, units: [256, 64] };
    expect(layersField.write(settings, 4).units).toEqual([256, 64, 64, 64]);
    expect(layersField.write(settings, 1).units).toEqual([256]);
  });

  it('has a field for the units of each layer', () => {
    const settings = { ...config, units: [256, 64] };
    const [first, second] = unitsFields(settings);
    expect([first.label, second.label]).toEqual(['Units of layer 1', 'Units of layer 2']);
    expect(second.write(settings, 32).units).toEqual([256, 32]);
    expect(unitsFields({ units: [8] })[0].label).toBe('Units');
  });
});
