// From frames of features to posteriors and events: the one code behind live listening and `lab detect`.
// Not where features are made, and not where models are opened: both come in.

import { LabError } from '../../../shared/contract/errors';
import type { FeatureConfig, Matrix } from '../../../shared/contract/features';
import type {
  DecoderConfig,
  DetectionEvent,
  LiveUpdate,
  PosteriorFrame,
} from '../../../shared/contract/live';
import { SILENCE_LABEL, UNKNOWN_LABEL } from '../../../shared/contract/projects';
import { createPosteriorDecoder } from '../../../shared/detection/posteriorDecoder';
import { validateDecoder } from '../../../shared/detection/validateDecoder';

/** Windows given to the model in one call: enough to keep it busy on files, few enough to stay small in memory. */
const MAX_LOOKS = 32;

/** What a detector needs of a model; `RecognizerModel` has it. */
export interface WindowModel {
  readonly labels: readonly string[];
  readonly features: FeatureConfig;
  /** Frames the model sees at once. */
  readonly windowFrames: number;
  /** [count, windowFrames, coefficients], not normalised -> [count, labels] */
  predict(mfcc: Float32Array, count: number): Promise<Float32Array>;
}

export interface Detector {
  /** Frames between two looks with the decoder in force. */
  readonly strideFrames: number;
  /**
   * Appends frames to the stream. Calls are worked off in the order they were made.
   * @param mfcc [frames, coefficients], not normalised
   * @returns one posterior frame a look that fell due, and the events among them
   * @throws feature-mismatch when the columns are not the model's coefficients
   */
  push(mfcc: Matrix): Promise<LiveUpdate>;
  /** Puts another decoder in force for what is pushed next. @throws invalid-argument */
  configure(decoder: DecoderConfig): void;
  /** Resolves when every push made so far has been worked off. */
  idle(): Promise<void>;
}

/**
 * Frames between two looks.
 * @param decoder `strideSeconds` is rounded to whole hops, at least one
 */
export function strideFramesOf(decoder: DecoderConfig, { sampleRate, hopLength }: FeatureConfig): number {
  return Math.max(1, Math.round((decoder.strideSeconds * sampleRate) / hopLength));
}

/** End of the frame with this number (from 1), in seconds from the start of the stream. */
export function frameEndSeconds(
  frame: number,
  { sampleRate, frameLength, hopLength }: FeatureConfig,
): number {
  return ((frame - 1) * hopLength + frameLength) / sampleRate;
}

/**
 * Makes a detector over a stream of its own.
 * The model looks at the last `windowFrames` frames, every stride. A stream begins in silence: before its first
 * frame the window holds zeros, the MFCCs of digital silence, so that a word at the very start, or a file as short
 * as a word, is heard too.
 * @param model stays the caller's: a detector does not dispose of it
 */
export function createDetector(model: WindowModel, decoder: DecoderConfig): Detector {
  const ignore = [SILENCE_LABEL, UNKNOWN_LABEL];
  const posteriorDecoder = createPosteriorDecoder({ labels: [...model.labels], decoder, ignore });
  const windows = createWindows(model);
  const size = model.windowFrames * model.features.coefficients;
  /** Windows waiting for the model, and the number of the last frame of each. */
  const batch = { data: new Float32Array(MAX_LOOKS * size), ends: [] as number[] };
  let strideFrames = strideFramesOf(decoder, model.features);
  let lookAt = strideFrames;
  let tail: Promise<unknown> = Promise.resolve();

  /** Takes frames from `row` on until the batch is full or they are used up; returns the next row. */
  function collect(mfcc: Matrix, row: number): number {
    for (; row < mfcc.rows && batch.ends.length < MAX_LOOKS; row++) {
      windows.append(mfcc, row);
      if (windows.frames < lookAt) continue;
      windows.copyTo(batch.data, batch.ends.length);
      batch.ends.push(windows.frames);
      lookAt = windows.frames + strideFrames;
    }
    return row;
  }

  async function look(into: MutableUpdate): Promise<void> {
    const count = batch.ends.length;
    const started = performance.now();
    const posteriors = await model.predict(batch.data.slice(0, count * size), count);
    const milliseconds = (performance.now() - started) / count;
    batch.ends.forEach((end, index) => {
      const own = posteriors.slice(index * model.labels.length, (index + 1) * model.labels.length);
      const time = frameEndSeconds(end, model.features);
      const { smoothed, event } = posteriorDecoder.push(time, own);
      into.frames.push({ time, posteriors: own, smoothed });
      if (event) into.events.push(event);
      into.times.push(milliseconds);
    });
  }

  async function pushNow(mfcc: Matrix): Promise<LiveUpdate> {
    const update: MutableUpdate = { frames: [], events: [], times: [] };
    for (let row = 0; row < mfcc.rows;) {
      batch.ends.length = 0;
      row = collect(mfcc, row);
      if (batch.ends.length > 0) await look(update);
    }
    return { frames: update.frames, events: update.events, inferenceMs: median(update.times) };
  }

  return {
    get strideFrames() {
      return strideFrames;
    },
    async push(mfcc) {
      checkFrames(mfcc, model.features);
      const result = tail.then(() => pushNow(mfcc));
      tail = result.catch(() => undefined);
      return result;
    },
    configure(next) {
      const valid = validateDecoder(next);
      tail = tail.then(() => {
        posteriorDecoder.configure(valid);
        strideFrames = strideFramesOf(valid, model.features);
      });
    },
    idle: () => tail.then(() => undefined),
  };
}

interface MutableUpdate {
  readonly frames: PosteriorFrame[];
  readonly events: DetectionEvent[];
  readonly times: number[];
}

/** The last `windowFrames` frames of a stream, in a ring that holds zeros at first. */
function createWindows({ windowFrames, features: { coefficients } }: WindowModel) {
  const ring = new Float32Array(windowFrames * coefficients);
  let frames = 0;
  return {
    get frames() {
      return frames;
    },
    append(mfcc: Matrix, row: number) {
      const from = row * coefficients;
      ring.set(mfcc.data.subarray(from, from + coefficients), (frames % windowFrames) * coefficients);
      frames += 1;
    },
    /** Writes the window, oldest frame first, as the batch's `index`-th. */
    copyTo(batch: Float32Array, index: number) {
      const oldest = (frames % windowFrames) * coefficients;
      const start = index * ring.length;
      batch.set(ring.subarray(oldest), start);
      batch.set(ring.subarray(0, oldest), start + ring.length - oldest);
    },
  };
}

function checkFrames({ data, rows, cols }: Matrix, { coefficients }: FeatureConfig): void {
  if (cols === coefficients && data.length === rows * cols) return;
  throw new LabError(
    'feature-mismatch',
    `Expected frames of ${coefficients} coefficients, the model's own; got ${rows} x ${cols} in ${data.length} ` +
      'values. Make features with the configuration that came with the model.',
    { expected: coefficients, got: cols },
  );
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
