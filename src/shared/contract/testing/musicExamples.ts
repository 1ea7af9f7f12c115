// Options of every method of the services of music with nothing left out, for the test of their schemas.
// Not data: nothing of it is read or played.

import type { GenerationOptions } from '../generation';
import type { GeneratorConfig } from '../generators';
import type { Score } from '../score';

const projectId = 'my-tunes';
const runId = '20261122-100000-melody-lstm';
const tuneIds = ['0f8fad5bd9cb469f', '0f8fad5bd9cb469f-2'];

const score: Score = {
  title: 'Ode to Joy',
  stepsPerQuarter: 12,
  pickupSteps: 12,
  parts: [
    {
      ...{ name: 'flute', track: 1, channel: 0, program: 73 },
      notes: [{ pitch: 64, velocity: 90, onsetStep: 0, durationSteps: 12 }],
    },
  ],
  tempos: [{ step: 0, qpm: 112.5 }],
  meters: [{ step: 0, beats: 4, beatUnit: 4 }],
  keys: [{ step: 0, sharps: 2, tonic: 2, mode: 'major' }],
  chordSymbols: [{ step: 0, text: 'D' }],
};

const config: GeneratorConfig = {
  ...{ tokens: 'melody', stepsPerQuarter: 12, cell: 'lstm', units: [256, 256], embedding: 64, window: 96 },
  ...{ keys: 'random-key', epochs: 60, batchSize: 32, learningRate: 3e-3, learningRateSchedule: 'cosine' },
  ...{ dropout: 0.3, clipping: { by: 'norm', limit: 1 }, earlyStoppingPatience: 10, seed: 1 },
  ...{ backend: 'auto', maxMinutes: 30 },
};

const generation: Required<GenerationOptions> = {
  ...{ primer: score, bars: 16, variations: 4, seed: 7, qpm: 120, startStep: 8 },
  meter: { beats: 6, beatUnit: 8 },
  ...{ mayEnd: false, temperature: 1.2, topK: 40, topP: 0.95 },
  ...{ scale: [0, 2, 4, 5, 7, 9, 11], lowestPitch: 48, highestPitch: 84 },
};

/** By service and method. */
export const musicExamples = {
  tunes: {
    list: { projectId },
    scores: { projectId, tuneIds },
    importFiles: {
      projectId,
      files: [{ name: 'tunes/a.mid', bytes: new Uint8Array(9) }],
      drums: true,
      framesPerQuarter: 1,
    },
    save: { projectId, tuneId: tuneIds[0], title: 'Mine', score, origin: 'drawn' },
    rename: { projectId, tuneId: tuneIds[0], title: 'Neu' },
    remove: { projectId, tuneIds },
    restore: { projectId, tuneIds },
    overview: { projectId },
  },
  generators: { presets: {}, plan: { projectId, config }, start: { projectId, config } },
  generation: {
    generate: { projectId, runId, ...generation },
    evaluate: { projectId, runId, split: 'valid' },
    keptEvaluation: { projectId, runId, split: 'test' },
    measureCopies: { projectId, runId, score },
  },
} as const;
