// Which generator to begin with, for a collection: the page stars it, the command line takes it.
// Not the presets: src/main/engine/music/presets.ts.

import type { GeneratorConfig, GeneratorPreset } from '../contract/generators';

/** Below this many melodies a large net only learns them by heart. */
export const FEW_TUNES = 100;

/** What is known of a collection. */
export interface CollectionSize {
  readonly tunes: number;
  /** Tunes of one voice. */
  readonly monophonic: number;
}

/** Melodies where at least half of the tunes have one voice, else everything that sounds. */
export function tokensFor({ tunes, monophonic }: CollectionSize): GeneratorConfig['tokens'] {
  return 2 * monophonic >= tunes ? 'melody' : 'frames';
}

/**
 * The preset to begin with.
 * @param tokens the tokens wanted; by default those that suit the collection
 * @returns undefined where there are no presets
 */
export function recommendPreset(
  presets: readonly GeneratorPreset[],
  size: CollectionSize,
  tokens: GeneratorConfig['tokens'] = tokensFor(size),
): GeneratorPreset | undefined {
  const fitting = presets.filter(({ config }) => config.tokens === tokens);
  const small = fitting.find(({ name }) => size.tunes < FEW_TUNES && name === 'melody-small');
  return small ?? fitting.find(({ recommended }) => recommended) ?? fitting[0] ?? presets[0];
}
