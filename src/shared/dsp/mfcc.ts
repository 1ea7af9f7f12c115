// MFCCs by Meyda: the definition that training, live listening and the command line hold to.
// Not the quick way: createFastMfcc (fastMfcc.ts) gives the same numbers where a training run needs millions.

import Meyda from 'meyda';
import { LabError } from '../contract/errors';
import type { FeatureConfig, Matrix, WindowType } from '../contract/features';
import { validateFeatureConfig } from './featureConfig';
import { framesIn } from './framing';
import { requireSamples } from './samples';

/** Computes features of whole sounds. */
export interface MfccExtractor {
  /**
   * MFCCs of every whole frame of a sound.
   * @param samples at the configuration's rate, any length, in [-1, 1]
   * @returns [frames, coefficients]; no rows when shorter than a frame
   * @throws LabError bad-audio for samples that are NaN, infinite or absurdly large
   */
  clip(samples: Float32Array): Matrix;
  /**
   * MFCCs of one frame.
   * @param frame exactly frameLength samples
   * @returns [coefficients]
   * @throws LabError invalid-argument for another length; bad-audio as `clip`
   */
  frame(frame: Float32Array): Float32Array;
}

type MeydaState = typeof Meyda;

/** Meyda's own names; `rect` is the one that its type leaves out. */
const meydaWindows: Readonly<Record<WindowType, string>> = {
  hanning: 'hanning',
  hamming: 'hamming',
  blackman: 'blackman',
  sine: 'sine',
  rectangular: 'rect',
};

/**
 * Makes an extractor for one configuration: window, power spectrum, mel filters, ln(1 + E), DCT-II times 2.
 * Any number of them, of any configurations, may be used in turn.
 * @throws LabError invalid-argument when the configuration is not within the contract
 */
export function createMfccExtractor(config: FeatureConfig): MfccExtractor {
  validateFeatureConfig(config);
  const { frameLength, hopLength, coefficients, inputScale } = config;
  const meyda = createMeydaState(config);
  // Double precision: Meyda would keep a Float32Array's precision through its FFT under the rectangular window.
  const scaled = new Float64Array(frameLength);

  const extractInto = (samples: Float32Array, start: number, out: Float32Array, at: number) => {
    for (let i = 0; i < frameLength; i++) scaled[i] = samples[start + i] * inputScale;
    out.set(meyda.extract('mfcc', scaled) as unknown as number[], at);
  };

  return {
    clip(samples) {
      requireSamples(samples);
      const rows = framesIn(samples.length, config);
      const data = new Float32Array(rows * coefficients);
      for (let row = 0; row < rows; row++) extractInto(samples, row * hopLength, data, row * coefficients);
      return { data, rows, cols: coefficients };
    },
    frame(frame) {
      if (frame.length !== frameLength) {
        throw new LabError(
          'invalid-argument',
          `Expected a frame of ${frameLength} samples, got ${frame.length}.`,
        );
      }
      requireSamples(frame);
      const mfcc = new Float32Array(coefficients);
      extractInto(frame, 0, mfcc, 0);
      return mfcc;
    },
  };
}

/**
 * A Meyda of its own. Meyda keeps settings and the mel filters made from them on the object its `extract` is
 * called on, and remakes the filters only when their number changes; a copy per configuration, with no filters
 * taken over, is what its own `createMeydaAnalyzer` works on.
 */
function createMeydaState(config: FeatureConfig): MeydaState {
  const own = {
    bufferSize: config.frameLength,
    sampleRate: config.sampleRate,
    windowingFunction: meydaWindows[config.windowType],
    melBands: config.melBands,
    numberOfMFCCCoefficients: config.coefficients,
    melFilterBank: undefined,
    barkScale: undefined,
    chromaFilterBank: undefined,
  };
  return { ...Meyda, ...own };
}
