// The page's worker: maps messages to src/shared/dsp and back.
// No mathematics here and no state but the open streams.

import { toLabErrorData, LabError } from '../../shared/contract/errors';
import type { Sound } from '../../shared/contract/clips';
import type { FeatureConfig, Matrix } from '../../shared/contract/features';
import {
  clipSamples,
  createMfccExtractor,
  createMfccStream,
  createResampler,
  featureKey,
  logMelSpectrogram,
  resample,
} from '../../shared/dsp';
import type { MfccExtractor } from '../../shared/dsp';
import type {
  FeatureKind,
  FeatureQuestion,
  FeatureRequest,
  FeatureResults,
  SoundPicture,
} from './featureProtocol';

type Answers = {
  [Kind in FeatureKind]: (request: Extract<FeatureRequest, { kind: Kind }>) => FeatureResults[Kind];
};

const streams = new Map<number, (chunk: Float32Array) => Matrix>();
let kept: { readonly key: string; readonly extractor: MfccExtractor } | null = null;

/** The extractor of a configuration; the last one is kept, for a project is computed with one. */
function extractorOf(config: FeatureConfig): MfccExtractor {
  const key = featureKey(config);
  if (kept?.key !== key) kept = { key, extractor: createMfccExtractor(config) };
  return kept.extractor;
}

/** All frames of a whole sound, however long; a sound shorter than a frame is padded to one. */
function picture({ samples, sampleRate }: Sound, config: FeatureConfig): SoundPicture {
  const whole = sampleRate === config.sampleRate ? samples : resample(samples, sampleRate, config.sampleRate);
  const padded = new Float32Array(Math.max(whole.length, config.frameLength));
  padded.set(whole);
  return {
    logMel: logMelSpectrogram(padded, config),
    mfcc: extractorOf(config).clip(padded),
    duration: samples.length / sampleRate,
  };
}

function openStream(config: FeatureConfig, fromRate: number): (chunk: Float32Array) => Matrix {
  const frames = createMfccStream(config);
  if (fromRate === config.sampleRate) return (chunk) => frames.push(chunk);
  const resampler = createResampler(fromRate, config.sampleRate);
  return (chunk) => frames.push(resampler.push(chunk));
}

const answers: Answers = {
  clip: ({ sound, trim, config }) => {
    const samples = clipSamples(sound.samples, sound.sampleRate, trim, config);
    return { mfcc: extractorOf(config).clip(samples), logMel: logMelSpectrogram(samples, config) };
  },
  mfcc: ({ sound, trim, config }) =>
    extractorOf(config).clip(clipSamples(sound.samples, sound.sampleRate, trim, config)),
  picture: ({ sound, config }) => picture(sound, config),
  open: ({ stream, config, fromRate }) => {
    streams.set(stream, openStream(config, fromRate));
    return null;
  },
  push: ({ stream, chunk }) => {
    const push = streams.get(stream);
    if (!push) throw new LabError('not-found', 'This feature stream has been closed.');
    return push(chunk);
  },
  close: ({ stream }) => {
    streams.delete(stream);
    return null;
  },
};

self.onmessage = ({ data: { id, request } }: MessageEvent<FeatureQuestion>) => {
  try {
    const answer = answers[request.kind] as (request: FeatureRequest) => unknown;
    self.postMessage({ id, result: answer(request) });
  } catch (error) {
    const { code, message } = toLabErrorData(error);
    self.postMessage({ id, error: { code, message } });
  }
};
