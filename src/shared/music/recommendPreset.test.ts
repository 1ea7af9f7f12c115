import { expect, it } from 'vitest';
import type { GeneratorConfig, GeneratorPreset } from '../contract/generators';
import { recommendPreset, tokensFor } from './recommendPreset';

const preset = (name: string, tokens: GeneratorConfig['tokens'], recommended = false): GeneratorPreset => ({
  ...{ name, title: name, description: '', layers: [], recommended },
  config: { tokens } as GeneratorConfig,
});

const presets = [
  preset('melody-lstm', 'melody', true),
  preset('melody-small', 'melody'),
  preset('frames-lstm', 'frames'),
];

it.each([
  [{ tunes: 59, monophonic: 59 }, 'melody-small'],
  [{ tunes: 99, monophonic: 50 }, 'melody-small'],
  [{ tunes: 100, monophonic: 100 }, 'melody-lstm'],
  [{ tunes: 773, monophonic: 300 }, 'frames-lstm'],
  [{ tunes: 10, monophonic: 0 }, 'frames-lstm'],
])('recommends for %o the preset %s', (size, name) => {
  expect(recommendPreset(presets, size)?.name).toBe(name);
});

it('keeps to the tokens that are asked for, and takes what there is', () => {
  expect(recommendPreset(presets, { tunes: 500, monophonic: 500 }, 'frames')?.name).toBe('frames-lstm');
  expect(recommendPreset(presets.slice(0, 2), { tunes: 10, monophonic: 0 })?.name).toBe('melody-lstm');
  expect(recommendPreset([], { tunes: 10, monophonic: 0 })).toBeUndefined();
  expect(tokensFor({ tunes: 2, monophonic: 1 })).toBe('melody');
});
