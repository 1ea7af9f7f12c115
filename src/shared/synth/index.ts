// The sound of the lab's music, in one import.
// Nothing is computed here: each name is documented in its own file.

export { instrumentNames, instrumentOfProgram, instruments } from './instruments';
export type { Instrument, InstrumentFamily, InstrumentName } from './instruments';
export { MAX_RENDER_SECONDS, renderScore } from './renderScore';
export type { RenderOptions, StereoSound } from './renderScore';
export { metronomeNotes, scheduleOf } from './schedule';
export type { ScheduleOptions } from './schedule';
export { encodeStereoWav } from './stereoWav';
export type { StereoWavOptions } from './stereoWav';
export { createSynth, synthRates } from './synth';
export type { Synth } from './synth';
export type { LiveNote, SynthNote } from './synthNote';
export { createTempoMap, secondsToStep, stepToSeconds } from './tempoMap';
export type { TempoMap, TimedScore } from './tempoMap';
export { POLYPHONY } from './voices';
