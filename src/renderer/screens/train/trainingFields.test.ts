// The fields of the form: each reads and writes its own place, stays in its range, and can be left out only where allowed.

import { describe, expect, it } from 'vitest';
import { fakeConfig } from '../../testing/fakeRuns';
import { acceptNumber } from '../../learning/numberField';
import { augmentationFields, optimizerFields, seedField, simpleFields } from './trainingFields';

const fields = [...simpleFields, ...optimizerFields, ...augmentationFields, seedField];
const fieldOf = (label: string) => {
  const found = fields.find((field) => field.label === label);
  if (found === undefined) throw new Error(`no field ${label}`);
  return found;
};

describe('training fields', () => {
  it.each(fields.map((field) => [field.label, field] as const))(
    '%s reads back what it writes',
    (_, field) => {
      const value = field.read(fakeConfig) ?? field.min;
      const written = field.write(fakeConfig, value);
      expect(field.read(written)).toBe(value);
      const changed = Math.min(field.max, value + field.step);
      expect(field.read(field.write(fakeConfig, changed))).toBe(changed);
      expect(field.read(field.write(fakeConfig, null))).toBe(
        field.empty === null ? field.read(fakeConfig) : null,
      );
      expect(value).toBeGreaterThanOrEqual(field.min);
      expect(value).toBeLessThanOrEqual(field.max);
      expect(field.hint.length).toBeGreaterThan(20);
    },
  );

  it('takes what is typed inside the range, whole where it must be', () => {
    expect(acceptNumber(fieldOf('Epochs'), '12.6')).toBe(13);
    expect(acceptNumber(fieldOf('Epochs'), 0)).toBe(1);
    expect(acceptNumber(fieldOf('Dropout'), 5)).toBe(0.9);
    expect(acceptNumber(fieldOf('Learning rate'), '0.0005')).toBe(0.0005);
    expect(acceptNumber(fieldOf('Epochs'), '')).toBeNull();
  });

  it('never lets the two ends of the SNR cross', () => {
    const up = fieldOf('SNR from').write(fakeConfig, 40);
    expect(up.augmentation.noiseSnrDb).toEqual([40, 40]);
    const down = fieldOf('SNR to').write(fakeConfig, 0);
    expect(down.augmentation.noiseSnrDb).toEqual([0, 0]);
  });

  it('rests while another setting makes it moot', () => {
    const off = { ...fakeConfig, clipping: { by: 'none' as const, limit: 1 } };
    expect(fieldOf('Clip at').active?.(off)).toBe(false);
    expect(fieldOf('Clip at').active?.(fakeConfig)).toBe(true);
    const noMasks = { ...fakeConfig, augmentation: { ...fakeConfig.augmentation, timeMasks: 0 } };
    expect(fieldOf('Longest time mask').active?.(noMasks)).toBe(false);
  });
});
