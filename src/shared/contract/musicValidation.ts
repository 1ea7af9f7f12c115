// Schemas of the options of the services of music: tunes, generators, generation.
// Not those of speech, and not the rules of the domain.

import { z } from 'zod';
import { MAX_BARS, MAX_VARIATIONS } from './generation';
import { keyHandlings, recurrentCells } from './generators';
import { MAX_TUNE_IMPORT_BYTES, MAX_TUNES, tuneOrigins, tuneSplits } from './tunes';
import {
  between,
  learningConfig,
  madeId,
  name,
  none,
  ofProject,
  projectId,
  text,
  whole,
} from './validationParts';

/** {@link GeneratorConfig} */
const generatorConfig = z.strictObject({
  ...learningConfig,
  tokens: z.enum(['melody', 'frames']),
  stepsPerQuarter: whole(1, 24),
  cell: z.enum(recurrentCells),
  units: z.array(whole(8, 1024)).min(1).max(4),
  embedding: whole(0, 1024),
  window: whole(2, 4096),
  keys: z.enum(keyHandlings),
});

const step = whole(0, Number.MAX_SAFE_INTEGER);
const pitch = whole(0, 127);

/** {@link Score}: its shape; src/shared/music checks its order and limits. */
const score = z.strictObject({
  title: z.string().max(1000),
  stepsPerQuarter: whole(1, 32_767),
  pickupSteps: step,
  parts: z
    .array(
      z.strictObject({
        name: z.string().max(1000),
        track: step,
        channel: whole(0, 15),
        program: pitch,
        notes: z
          .array(
            z.strictObject({
              pitch,
              velocity: whole(1, 127),
              onsetStep: step,
              durationSteps: whole(1, Number.MAX_SAFE_INTEGER),
            }),
          )
          .max(200_000),
      }),
    )
    .max(1000),
  tempos: z.array(z.strictObject({ step, qpm: between(1, 10_000) })).max(100_000),
  meters: z.array(z.strictObject({ step, beats: whole(1, 255), beatUnit: whole(1, 64) })).max(100_000),
  keys: z
    .array(
      z.strictObject({
        step,
        sharps: whole(-7, 7),
        tonic: whole(0, 11),
        mode: z.enum(['major', 'minor', 'dorian', 'phrygian', 'lydian', 'mixolydian', 'locrian']),
      }),
    )
    .max(100_000),
  chordSymbols: z.array(z.strictObject({ step, text: z.string().max(1000) })).max(100_000),
});

const tuneFiles = z
  .array(z.strictObject({ name: text(4096), bytes: z.instanceof(Uint8Array) }))
  .max(MAX_TUNES)
  .refine((files) => files.reduce((sum, file) => sum + file.bytes.length, 0) <= MAX_TUNE_IMPORT_BYTES, {
    error: 'expected at most 32 MiB in all: send batches',
  });

const ofTunes = z.strictObject({ projectId, tuneIds: z.array(madeId).max(MAX_TUNES) });

/** {@link GenerationOptions} of a run */
const generate = z.strictObject({
  projectId,
  runId: madeId,
  primer: score.nullable(),
  startStep: step.optional(),
  bars: whole(1, MAX_BARS),
  variations: whole(1, MAX_VARIATIONS),
  seed: whole(0, 2 ** 31 - 1),
  qpm: between(1, 1000).optional(),
  meter: z.strictObject({ beats: whole(1, 32), beatUnit: whole(1, 32) }).optional(),
  mayEnd: z.boolean().optional(),
  temperature: between(0, 2).optional(),
  topK: whole(0, 100_000).optional(),
  topP: between(0, 1).optional(),
  scale: z.array(whole(0, 11)).max(12).optional(),
  lowestPitch: pitch.optional(),
  highestPitch: pitch.optional(),
});

const ofRunSplit = z.strictObject({ projectId, runId: madeId, split: z.enum(tuneSplits) });

/** Schemas of the services of music; validation.ts puts them beside the others and checks them against the contract. */
export const musicSchemas = {
  tunes: {
    list: ofProject,
    scores: z.strictObject({ projectId, tuneIds: z.array(madeId).max(256) }),
    importFiles: z.strictObject({
      projectId,
      files: tuneFiles,
      drums: z.boolean().optional(),
      framesPerQuarter: whole(1, 24).optional(),
    }),
    save: z.strictObject({
      projectId,
      tuneId: madeId.nullable(),
      title: name,
      score,
      origin: z.enum(tuneOrigins),
    }),
    rename: z.strictObject({ projectId, tuneId: madeId, title: name }),
    remove: ofTunes,
    restore: ofTunes,
    overview: ofProject,
  },
  generators: {
    presets: none,
    plan: z.strictObject({ projectId, config: generatorConfig }),
    start: z.strictObject({ projectId, config: generatorConfig }),
  },
  generation: {
    generate,
    evaluate: ofRunSplit,
    keptEvaluation: ofRunSplit,
    measureCopies: z.strictObject({ projectId, runId: madeId, score }),
  },
};
