import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { speakerOf } from './fileNames';
import { hashPercentage, whichSet } from './whichSet';

/** which_set of input_data.py written a second way: all 160 bits as one integer, modulo (MAX_NUM_WAVS_PER_CLASS + 1). */
function independentPercentage(name: string): number {
  const hash = BigInt(`0x${createHash('sha1').update(name, 'utf8').digest('hex')}`);
  return Number(hash % 134217728n) * (100 / 134217727);
}

const commands = realData('speech', 'commands');

describe('whichSet', () => {
  it('equals the rule of input_data.py, derived independently with node:crypto', () => {
    const counts = { train: 0, validation: 0, test: 0 };
    for (let i = 0; i < 3000; i++) {
      const name = (i * 2654435761).toString(16).slice(-8);
      const percentage = independentPercentage(name);
      expect(hashPercentage(name)).toBe(percentage);
      const expected = percentage < 10 ? 'validation' : percentage < 20 ? 'test' : 'train';
      expect(whichSet(name)).toBe(expected);
      counts[expected]++;
    }
    // 10 % of 3000 with a standard deviation of 16: the hash spreads evenly
    expect(counts.validation).toBeGreaterThan(220);
    expect(counts.test).toBeGreaterThan(220);
    expect(counts.train).toBeGreaterThan(2280);
  });

  it('takes other shares', () => {
    expect(whichSet('0a7c2a8d', 0, 0)).toBe('train');
    expect(whichSet('0a7c2a8d', 100, 0)).toBe('validation');
    expect(whichSet('0a7c2a8d', 0, 100)).toBe('test');
  });

  // The files come from the published testing_list.txt of Speech Commands 0.02 and that list was made by this rule.
  it.skipIf(!commands.present)('puts every speaker of the official test partition into test', () => {
    const files = readdirSync(commands.path, { recursive: true, encoding: 'utf8' }).filter((f) =>
      f.endsWith('.wav'),
    );
    expect(files.length).toBeGreaterThan(2000);
    expect(files.filter((file) => whichSet(speakerOf(file)) !== 'test')).toEqual([]);
  });
});
