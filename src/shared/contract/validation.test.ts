// Every method's options in full pass its schema; what is wrong, too long, too much or unknown does not.
// Not a test of messages: how they are worded for a person stands in ../rpc/schemas.

import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from './features';
import { defaultDecoderConfig } from './live';
import type { ServiceName, Services } from './services';
import { musicExamples } from './testing/musicExamples';
import type { TrainingConfig } from './training';
import { argumentSchemas } from './validation';

type OptionsOf<Method> = Method extends (options: infer Options, ...rest: never[]) => unknown
  ? Options
  : never;
/** Options with nothing left out, so that a field added to the contract and not to the schema fails here. */
type Examples = {
  readonly [Service in ServiceName]: {
    readonly [Method in keyof Services[Service]]: Required<OptionsOf<Services[Service][Method]>>;
  };
};

const projectId = 'my-words-2';
const runId = '2026-11-22T10-00-00_conv-bilstm';
const clipId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const sound = { samples: new Float32Array(16000), sampleRate: 44100 };
const mfcc = { data: new Float32Array(26), rows: 2, cols: 13 };

const config: TrainingConfig = {
  recognizer: 'conv-bilstm',
  labels: ['ja', 'nein', '_unknown_', '🎙'],
  silenceClass: true,
  epochs: 30,
  batchSize: 32,
  learningRate: 1e-3,
  learningRateSchedule: 'cosine',
  dropout: 0.3,
  clipping: { by: 'norm', limit: 5 },
  earlyStoppingPatience: null,
  augmentation: {
    timeShiftSeconds: 0.1,
    gainDb: 6,
    noiseProbability: 0.2,
    noiseSnrDb: [5, 25],
    timeMasks: 2,
    timeMaskFrames: 10,
    frequencyMasks: 2,
    frequencyMaskBins: 3,
  },
  seed: 2 ** 31 - 1,
  backend: 'auto',
  maxMinutes: 0.5,
};

const examples: Examples = {
  system: { describe: {} },
  projects: {
    list: {},
    create: { name: 'My words', kind: 'speech', labels: ['ja'], features: defaultFeatureConfig },
    openSample: { kind: 'music' },
    open: { projectId },
    update: { projectId, name: 'Other', features: { ...defaultFeatureConfig, sampleRate: 8000 } },
    addLabel: { projectId, label: 'vielleicht' },
    renameLabel: { projectId, from: 'ja', to: 'jawohl' },
    removeLabel: { projectId, label: 'ja' },
    remove: { projectId },
  },
  clips: {
    list: { projectId },
    backgrounds: { projectId },
    add: {
      projectId,
      label: 'ja',
      speaker: 'ada',
      session: '1',
      sound,
      device: {
        deviceLabel: '',
        sampleRate: 48000,
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: true,
      },
    },
    addBackground: { projectId, name: 'kitchen', sound },
    importFiles: {
      projectId,
      session: '1',
      files: [
        {
          path: 'ja/0a7c2a8d_nohash_0.wav',
          bytes: new Uint8Array(44),
          target: { label: 'ja', speaker: '0a7c2a8d', listedSplit: 'test', background: false },
        },
      ],
    },
    sounds: { projectId, clipIds: [clipId] },
    update: { projectId, clipIds: [clipId], label: 'nein', speaker: 'bob', trim: { start: 0, end: 0.5 } },
    remove: { projectId, clipIds: [clipId] },
    restore: { projectId, clipIds: [] },
  },
  features: {
    missing: { projectId },
    put: { projectId, config: defaultFeatureConfig, items: [{ clipId, mfcc }] },
  },
  training: {
    presets: {},
    plan: { projectId, config },
    start: { projectId, config },
    duel: { projectId, config },
    stop: { projectId, runId },
    current: {},
  },
  runs: { list: { projectId }, metrics: { projectId, runId }, remove: { projectId, runId } },
  evaluation: { evaluate: { projectId, runId, split: 'all' } },
  live: {
    open: { projectId, runId, decoder: defaultDecoderConfig },
    push: { sessionId: clipId, mfcc },
    configure: { sessionId: clipId, decoder: defaultDecoderConfig },
    close: { sessionId: clipId },
  },
  models: { exportModel: { projectId, runId, format: 'tfjs', decoder: defaultDecoderConfig } },
  ...musicExamples,
};

const table = argumentSchemas as unknown as Record<
  string,
  Record<string, { safeParse(value: unknown): { success: boolean; data?: unknown } }>
>;
const methods = Object.entries(examples as Record<string, Record<string, object>>).flatMap(
  ([service, calls]) =>
    Object.entries(calls).map(
      ([method, options]) => [`${service}.${method}`, table[service][method], options] as const,
    ),
);
const accepts = (path: string, options: unknown) => {
  const [service, method] = path.split('.');
  return table[service][method].safeParse(options).success;
};
const start = (change: object) => accepts('training.start', { projectId, config: { ...config, ...change } });
const features = (change: object) =>
  accepts('projects.create', { name: 'x', features: { ...defaultFeatureConfig, ...change } });

describe.each(methods)('%s', (_name, schema, options) => {
  it('takes its options in full and gives them back', () => {
    expect(schema.safeParse(options)).toEqual({ success: true, data: options });
  });

  it('refuses an unknown key, a missing one, and what is no object', () => {
    expect(schema.safeParse({ ...options, more: 1 }).success).toBe(false);
    for (const other of [undefined, null, 1, 'x', [], () => 0])
      expect(schema.safeParse(other).success).toBe(false);
  });

  it('refuses every field of another type', () => {
    for (const [key, value] of Object.entries(options)) {
      expect(schema.safeParse({ ...options, [key]: Symbol.iterator }).success, key).toBe(false);
      expect(schema.safeParse({ ...options, [key]: typeof value === 'number' ? '7' : 7 }).success, key).toBe(
        false,
      );
    }
  });
});

it('has no schema that is not a method of the contract', () => {
  const count = (object: object) =>
    Object.values(object).reduce((sum: number, calls: object) => sum + Object.keys(calls).length, 0);
  expect(count(table)).toBe(methods.length);
});

describe('attacks', () => {
  it.each(['..', '../other', 'a/b', 'a\\b', 'A', '', '-a', 'a\0', 'a'.repeat(101), 'con:', ' a'])(
    'refuses the project id %j',
    (id) => expect(accepts('projects.open', { projectId: id })).toBe(false),
  );

  it.each(['..', '../x', 'a/../b', '.hidden', '', 'a\0b', 'x'.repeat(201), 'a\\b', '-rf'])(
    'refuses the run id %j',
    (id) => expect(accepts('runs.metrics', { projectId, runId: id })).toBe(false),
  );

  it('refuses typed arrays of another kind, plain lists and lengths that do not fit', () => {
    const push = (data: unknown, rows = 2, cols = 13) =>
      accepts('live.push', { sessionId: 'a', mfcc: { data, rows, cols } });
    expect(push(new Float32Array(26))).toBe(true);
    for (const data of [
      new Float64Array(26),
      new Uint8Array(26),
      Array(26).fill(0),
      { length: 26 },
      new Float32Array(25),
    ]) {
      expect(push(data)).toBe(false);
    }
    expect(push(new Float32Array(26), -2, -13)).toBe(false);
    expect(push(new Float32Array(26), 2.5, 10.4)).toBe(false);
  });

  it('refuses lists longer than the contract says', () => {
    const ids = (count: number) => Array.from({ length: count }, (_, i) => `c${i}`);
    expect(accepts('clips.sounds', { projectId, clipIds: ids(256) })).toBe(true);
    expect(accepts('clips.sounds', { projectId, clipIds: ids(257) })).toBe(false);
    expect(accepts('clips.remove', { projectId, clipIds: ids(20_001) })).toBe(false);
    const items = (count: number) => ids(count).map((clipId) => ({ clipId, mfcc }));
    expect(accepts('features.put', { projectId, config: defaultFeatureConfig, items: items(512) })).toBe(
      true,
    );
    expect(accepts('features.put', { projectId, config: defaultFeatureConfig, items: items(513) })).toBe(
      false,
    );
  });

  it('refuses files of more than 32 MiB in all', () => {
    const [file] = examples.clips.importFiles.files;
    const bytes = new Uint8Array(17 * 1024 * 1024);
    const files = (count: number) => ({
      projectId,
      session: '1',
      files: Array(count).fill({ ...file, bytes }),
    });
    expect(accepts('clips.importFiles', files(1))).toBe(true);
    expect(accepts('clips.importFiles', files(2))).toBe(false);
  });
});

it('holds training to its ranges', () => {
  expect(start({})).toBe(true);
  for (const bad of [
    { epochs: 0 },
    { epochs: 1.5 },
    { epochs: NaN },
    { epochs: Infinity },
    { epochs: '10' },
    { learningRate: 0 },
    { learningRate: -1 },
    { dropout: 0.95 },
    { seed: -1 },
    { seed: 2 ** 31 },
    { recognizer: 'transformer' },
    { clipping: { by: 'norm' } },
    { clipping: { by: 'norm', limit: NaN } },
    { labels: 'ja' },
    { labels: [''] },
    { augmentation: { ...config.augmentation, noiseSnrDb: [25, 5] } },
    { augmentation: { ...config.augmentation, noiseSnrDb: [5] } },
    { maxMinutes: 0 },
    { earlyStoppingPatience: 0 },
    { __proto__: null, extra: true },
  ]) {
    expect(start(bad), JSON.stringify(bad)).toBe(false);
  }
});

it('holds features to their ranges', () => {
  expect(features({ frameLength: 2048, hopLength: 2048 })).toBe(true);
  for (const bad of [
    { sampleRate: 44100 },
    { frameLength: 500 },
    { frameLength: 64 },
    { hopLength: 513 },
    { hopLength: 31 },
    { windowType: 'kaiser' },
    { melBands: 12 },
    { coefficients: 3 },
    { clipSeconds: 0.4 },
    { inputScale: 0 },
  ]) {
    expect(features(bad), JSON.stringify(bad)).toBe(false);
  }
});
