// Untrained generators writing tunes, for tests: anything that the grammar allows.
// Not a trained model, and nothing to listen to.

import type { GeneratedTune, GenerationOptions } from '../../../../shared/contract/generation';
import type { GeneratorConfig } from '../../../../shared/contract/generators';
import { allNotes } from '../../../../shared/music';
import type { Note } from '../../../../shared/music';
import { generateTunes } from '../generateTunes';
import type { GeneratorModel } from '../openGenerator';
import { createUntrained } from './toyTunes';

/** On a grid of sixteenths. */
export const createWriter = (change: Partial<GeneratorConfig> = {}): GeneratorModel =>
  createUntrained({ stepsPerQuarter: 4, ...change });

/** Four bars from nothing. */
export const fourBars: GenerationOptions = { primer: null, bars: 4, variations: 1, seed: 7 };

/** One tune. */
export const write = async (
  model: GeneratorModel,
  change: Partial<GenerationOptions> = {},
): Promise<GeneratedTune> => (await generateTunes(model, { ...fourBars, ...change }))[0];

/** The notes behind the primer. */
export const newNotes = ({ score, primerSteps }: Pick<GeneratedTune, 'score' | 'primerSteps'>): Note[] =>
  allNotes(score).filter(({ onsetStep }) => onsetStep >= primerSteps);
