// The music of the lab, in one import.
// Nothing is computed here: each name is documented in its own file.

export { ABC_STEPS_PER_QUARTER } from './abc/abcFields';
export { MAX_ABC_LENGTH, readAbc, readAbcBook } from './abc/readAbc';
export type { AbcBook, AbcTune } from './abc/readAbc';
export { writeAbc } from './abc/writeAbc';
export { barAt, barsOf, barSteps } from './bars';
export type { Bar } from './bars';
export { transposeChord } from './chordSymbols';
export { createCopyMeter } from './copyMeter';
export type { CopyMeter, CopyOptions, CopyPlace, CopyReport, CopyRun } from './copyMeter';
export { fingerprintOf, groupDuplicates, NEAR_SHARE, SHINGLE_MOVES } from './fingerprint';
export type { Fingerprint } from './fingerprint';
export { estimateKey, keyName, keyOfSignature, modeFifths, normaliseKey, pitchClassDurations, semitonesToNeutral } from './key'; // prettier-ignore
export { MAX_MIDI_BYTES, readMidi } from './midi/readMidi';
export type { ReadMidiOptions, ReadScore } from './midi/readMidi';
export { writeMidi } from './midi/writeMidi';
export { trainNgram } from './ngram';
export type { NgramModel, NgramOptions } from './ngram';
export { gridError, isMonophonic, isTuned, mergeParts, pitchRange, quantise, splitParts, topLine, transpose, withoutDrums, withoutUnisons } from './operations'; // prettier-ignore
export {
  framesToScore,
  MAX_FRAMES,
  readPianoRoll,
  scoreToFrames,
  toFrame,
  writePianoRoll,
} from './pianoRoll';
export type { Frame, FramesToScoreOptions, PianoRollBook } from './pianoRoll';
export { kindOf, readTunes } from './readTunes';
export type { FoundTune, FoundTunes, ReadTunesOptions, TuneFileKind } from './readTunes';
export { FEW_TUNES, recommendPreset, tokensFor } from './recommendPreset';
export type { CollectionSize } from './recommendPreset';
export { createSampler, intersectMasks, pitchMask, RANDOM_TEMPERATURE, validateSampling } from './sampling';
export type { PitchLimits, Sampler, SamplingOptions } from './sampling';
export * from './score';
export { collectionStatistics } from './statistics';
export type { CollectionStatistics } from './statistics';
export * from './tokens';
export { leakingTunes, splitTunes } from './tuneSplits';
export type { TuneSplit, TuneSplitOptions, TuneSplits } from './tuneSplits';
