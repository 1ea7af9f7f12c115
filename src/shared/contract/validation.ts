// Schemas of the options of every service method: what a page may ask at all, checked where it is served.
// Not the rules of the domain (whether a label is taken, whether a project can be trained): the services know those.

import { z } from 'zod';
import { splits } from './clips';
import { windowTypes } from './features';
import { exportFormats } from './models';
import { musicSchemas } from './musicValidation';
import { projectKinds } from './projects';
import type { ServiceName, Services } from './services';
import { recognizerNames } from './training';
import { between, learningConfig, madeId, name, none, ofProject, ofRun, projectId, text, whole } from './validationParts'; // prettier-ignore

/** Most bytes of all files of one `clips.importFiles`. */
const MAX_IMPORT_BYTES = 32 * 1024 * 1024;
/** Most clips a project's calls name at once; pages hold 20,000. */
const MAX_CLIPS = 20_000;
/** Longest sound in one call, in samples: what fits a message. */
const MAX_SAMPLES = 16 * 1024 * 1024;

const clipIds = z.array(madeId).max(MAX_CLIPS);
const label = text(200);
const speaker = text(200);
const session = text(200);

const isPowerOfTwo = (value: number) => Number.isInteger(Math.log2(value));

/** {@link FeatureConfig} */
const featureConfig = z
  .strictObject({
    sampleRate: z.literal([8000, 16000]),
    frameLength: whole(128, 2048).refine(isPowerOfTwo, 'expected a power of two'),
    hopLength: whole(32, 2048),
    windowType: z.enum(windowTypes),
    melBands: whole(4, 64),
    coefficients: whole(4, 40),
    clipSeconds: between(0.5, 4),
    inputScale: between(1e-3, 1e6),
  })
  .refine((config) => config.hopLength <= config.frameLength, {
    path: ['hopLength'],
    error: 'expected at most frameLength',
  })
  .refine((config) => config.melBands >= config.coefficients, {
    path: ['melBands'],
    error: 'expected at least coefficients',
  });

/** {@link DecoderConfig} */
const decoderConfig = z.strictObject({
  smoothingSeconds: between(0, 10),
  threshold: between(0, 1),
  suppressionSeconds: between(0, 60),
  minimumCount: whole(1, 1000),
  strideSeconds: between(0.001, 4),
});

/** {@link Sound} */
const sound = z.strictObject({
  samples: z
    .instanceof(Float32Array)
    .refine((samples) => samples.length <= MAX_SAMPLES, `expected at most ${MAX_SAMPLES} samples`),
  sampleRate: between(1000, 768_000),
});

/** {@link Matrix} */
const matrix = z
  .strictObject({ data: z.instanceof(Float32Array), rows: whole(0, 1_000_000), cols: whole(0, 4096) })
  .refine(({ data, rows, cols }) => data.length === rows * cols, {
    path: ['data'],
    error: 'expected rows * cols values',
  });

/** {@link DeviceFlags} */
const device = z.strictObject({
  deviceLabel: z.string().max(500),
  sampleRate: between(1000, 768_000),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean(),
});

const trim = z
  .strictObject({ start: between(0, 3600), end: between(0, 3600) })
  .refine(({ start, end }) => start < end, { path: ['end'], error: 'expected an end after the start' })
  .nullable();

/** {@link ImportFile} with its {@link ImportTarget} */
const importFile = z.strictObject({
  path: text(4096),
  bytes: z.instanceof(Uint8Array),
  target: z.strictObject({ label, speaker, listedSplit: z.enum(splits).nullable(), background: z.boolean() }),
});

const importFiles = z
  .array(importFile)
  .max(MAX_CLIPS)
  .refine((files) => files.reduce((sum, file) => sum + file.bytes.length, 0) <= MAX_IMPORT_BYTES, {
    error: 'expected at most 32 MiB in all: send batches',
  });

/** {@link AugmentationConfig} */
const augmentation = z.strictObject({
  timeShiftSeconds: between(0, 4),
  gainDb: between(0, 60),
  noiseProbability: between(0, 1),
  noiseSnrDb: z
    .tuple([between(-60, 120), between(-60, 120)])
    .refine(([least, most]) => least <= most, 'expected the smaller ratio first'),
  timeMasks: whole(0, 100),
  timeMaskFrames: whole(0, 10_000),
  frequencyMasks: whole(0, 100),
  frequencyMaskBins: whole(0, 64),
});

/** {@link TrainingConfig} */
const trainingConfig = z.strictObject({
  ...learningConfig,
  recognizer: z.enum(recognizerNames),
  labels: z.array(label).max(1000),
  silenceClass: z.boolean(),
  augmentation,
});

const put = z.strictObject({
  projectId,
  config: featureConfig,
  items: z.array(z.strictObject({ clipId: madeId, mfcc: matrix, trim: trim.optional() })).max(512),
});

const updateClips = z.strictObject({
  projectId,
  clipIds,
  label: label.optional(),
  speaker: speaker.optional(),
  trim: trim.optional(),
});

/** One schema a method; that each gives back what the method takes is checked by the compiler. */
type Schemas = {
  readonly [Service in ServiceName]: {
    readonly [Method in keyof Services[Service]]: z.ZodType<OptionsOf<Services[Service][Method]>>;
  };
};
type OptionsOf<Method> = Method extends (options: infer Options, ...rest: never[]) => unknown
  ? Options
  : never;

/** Schemas by service and method: what is not in here cannot be called. */
export const argumentSchemas: Schemas = {
  system: { describe: none },
  projects: {
    list: none,
    create: z.strictObject({
      name,
      kind: z.enum(projectKinds).optional(),
      labels: z.array(label).max(1000).optional(),
      features: featureConfig.optional(),
    }),
    openSample: z.strictObject({ kind: z.enum(projectKinds).optional() }),
    open: ofProject,
    update: z.strictObject({ projectId, name: name.optional(), features: featureConfig.optional() }),
    addLabel: z.strictObject({ projectId, label }),
    renameLabel: z.strictObject({ projectId, from: label, to: label }),
    removeLabel: z.strictObject({ projectId, label }),
    remove: ofProject,
  },
  clips: {
    list: ofProject,
    backgrounds: ofProject,
    add: z.strictObject({ projectId, label, speaker, session, device: device.nullable(), sound }),
    addBackground: z.strictObject({ projectId, name, sound }),
    importFiles: z.strictObject({ projectId, session, files: importFiles }),
    sounds: z.strictObject({ projectId, clipIds: z.array(madeId).max(256) }),
    update: updateClips,
    remove: z.strictObject({ projectId, clipIds }),
    restore: z.strictObject({ projectId, clipIds }),
  },
  features: { missing: ofProject, put },
  training: {
    presets: none,
    plan: z.strictObject({ projectId, config: trainingConfig }),
    start: z.strictObject({ projectId, config: trainingConfig }),
    duel: z.strictObject({ projectId, config: trainingConfig }),
    stop: ofRun,
    current: none,
  },
  runs: { list: ofProject, metrics: ofRun, remove: ofRun },
  evaluation: {
    evaluate: z.strictObject({ projectId, runId: madeId, split: z.enum([...splits, 'all']) }),
  },
  live: {
    open: z.strictObject({ projectId, runId: madeId, decoder: decoderConfig.optional() }),
    push: z.strictObject({ sessionId: madeId, mfcc: matrix }),
    configure: z.strictObject({ sessionId: madeId, decoder: decoderConfig }),
    close: z.strictObject({ sessionId: madeId }),
  },
  models: {
    exportModel: z.strictObject({
      projectId,
      runId: madeId,
      format: z.enum(exportFormats),
      decoder: decoderConfig.optional(),
    }),
  },
  ...musicSchemas,
};
