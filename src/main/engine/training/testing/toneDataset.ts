// A tiny dataset on disk for tests: each label is a tone of its own pitch, with a little noise, as wav files.
// Not speech: it is learnt in seconds, which is what a test can wait for.

import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Split } from '../../../../shared/contract/clips';
import type { FeatureConfig } from '../../../../shared/contract/features';
import { defaultFeatureConfig } from '../../../../shared/contract/features';
import type { TrainingConfig } from '../../../../shared/contract/training';
import { createRandom, encodeWav, hashSeed, synthesiseNoise } from '../../../../shared/dsp';
import type { Dataset, DatasetClip } from '../../dataset';
import { presets } from '../../models/presets';

/** Half a second at 8 kHz: 30 frames of 13 coefficients. */
export const toneFeatures: FeatureConfig = {
  ...defaultFeatureConfig,
  sampleRate: 8000,
  frameLength: 256,
  hopLength: 128,
  clipSeconds: 0.5,
};

/** Quick to train, without chance in the sound. */
export const toneConfig: TrainingConfig = {
  ...presets[0].config,
  recognizer: 'conv-pool',
  labels: ['low', 'high'],
  silenceClass: false,
  epochs: 2,
  batchSize: 4,
  augmentation: {
    timeShiftSeconds: 0,
    gainDb: 0,
    noiseProbability: 0,
    noiseSnrDb: [5, 25],
    timeMasks: 0,
    timeMaskFrames: 0,
    frequencyMasks: 0,
    frequencyMaskBins: 0,
  },
  backend: 'wasm',
};

const pitches: Readonly<Record<string, number>> = { low: 300, middle: 900, high: 2000 };

function makeTone(label: string, take: number): Float32Array {
  const random = createRandom(hashSeed('tone', label, take));
  const pitch = pitches[label] * (0.9 + 0.2 * random());
  const samples = synthesiseNoise('white', 4000, random);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = 0.1 * samples[i] + 0.3 * Math.sin((2 * Math.PI * pitch * i) / toneFeatures.sampleRate);
  }
  return samples;
}

export interface ToneDataset extends Dataset {
  /** Folder for runs, in the dataset's own temporary folder. */
  readonly runFolder: string;
  remove(): void;
}

export interface ToneOptions {
  readonly labels?: readonly string[];
  /** Takes of each label in each split. */
  readonly takes?: Partial<Record<Split, number>>;
  /** Whether a recording of noise lies beside the clips. */
  readonly background?: boolean;
}

/** Writes the clips into a new temporary folder. */
export function makeToneDataset({
  labels = ['low', 'high'],
  takes = {},
  background = false,
}: ToneOptions = {}): ToneDataset {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-tones-'));
  const { sampleRate } = toneFeatures;
  const clips: DatasetClip[] = [];
  const counts = Object.entries({ train: 6, validation: 2, test: 2, ...takes }) as [Split, number][];
  for (const label of labels) {
    mkdirSync(join(folder, label));
    for (const [split, count] of counts) {
      for (let take = 0; take < count; take++) {
        const id = `${label}/${split}-${take}`;
        const path = join(folder, `${id}.wav`);
        const bytes = encodeWav({ samples: makeTone(label, clips.length), sampleRate });
        writeFileSync(path, bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        clips.push({ id, label, speaker: `${split}-speaker`, split, path, trim: null, sha256 });
      }
    }
  }
  const room = join(folder, 'room.wav');
  if (background)
    writeFileSync(
      room,
      encodeWav({ samples: synthesiseNoise('brown', 40_000, createRandom(1)), sampleRate }),
    );
  return {
    name: 'tones',
    clips,
    backgrounds: background ? [room] : [],
    features: toneFeatures,
    cacheFolder: null,
    runFolder: join(folder, 'run'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
