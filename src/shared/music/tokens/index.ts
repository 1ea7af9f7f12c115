// The tokens of tunes, in one import.
// Nothing is computed here but the choice of codec.

import type { TokenCodec, Vocabulary } from './codec';
import { createFrameCodec } from './frameTokens';
import { createMelodyCodec } from './melodyTokens';

export * from './codec';
export * from './frameTokens';
export * from './melodyLayout';
export * from './melodyTokens';

/** The codec of any vocabulary. @throws LabError invalid-argument */
export function createCodec(vocabulary: Vocabulary): TokenCodec {
  return vocabulary.kind === 'melody' ? createMelodyCodec(vocabulary) : createFrameCodec(vocabulary);
}
