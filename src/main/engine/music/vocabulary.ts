// The vocabulary a configuration means: fixed by the configuration alone, whatever the tunes are [T3].
// Not the tokens themselves: src/shared/music/tokens.

import type { GeneratorConfig, Vocabulary } from '../../../shared/contract/generators';
import { defaultFrameVocabulary, defaultMelodyVocabulary } from '../../../shared/music';

/** Longest duration of a melody's token, quarter notes: longer ones go on as HOLD [M3]. */
const longestQuarters = 4;

/** The vocabulary of a configuration: 88 keys on its grid. */
export function vocabularyOf({
  tokens,
  stepsPerQuarter,
}: Pick<GeneratorConfig, 'tokens' | 'stepsPerQuarter'>): Vocabulary {
  if (tokens === 'frames') return { ...defaultFrameVocabulary, framesPerQuarter: stepsPerQuarter };
  const longestSteps = longestQuarters * stepsPerQuarter;
  return { ...defaultMelodyVocabulary, stepsPerQuarter, longestSteps };
}

/** Steps of a quarter note on a vocabulary's grid. */
export const gridOf = (vocabulary: Vocabulary): number =>
  vocabulary.kind === 'melody' ? vocabulary.stepsPerQuarter : vocabulary.framesPerQuarter;
