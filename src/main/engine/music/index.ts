// What the rest of the engine needs of the generators of tunes: plan, train, open, write, evaluate, compare.
// Nothing is computed here.

export { checkpointFolder } from '../training/checkpoints';
export { measureCopies } from './copies';
export { countCorpus, hashCorpus, makeCorpus } from './corpus';
export type { Corpus, CorpusTune, TuneSource } from './corpus';
export { readCorpus } from './corpusFile';
export { evaluateGenerator, scoreSplit } from './evaluateGenerator';
export type { SplitScores } from './evaluateGenerator';
export { exportGenerator } from './exportGenerator';
export { generateTunes } from './generateTunes';
export type { GeneratorReceipt } from './generatorFiles';
export { leftOutWords } from './leftOut';
export { openGenerator } from './openGenerator';
export type { GeneratorModel } from './openGenerator';
export { planGenerator } from './planGenerator';
export { generatorPresets } from './presets';
export { trainGenerator } from './trainGenerator';
export type { GeneratorFacts, GeneratorHooks, GeneratorJob, GeneratorResult } from './trainGenerator';
export { splitCollection } from './tuneSplitting';
