// Log mel energies: the step before the MFCCs, and the picture of a sound on the screen.
// Not what the model sees: that are MFCCs.

import type { FeatureConfig, Matrix } from '../contract/features';
import { validateFeatureConfig } from './featureConfig';
import { framesIn } from './framing';
import { requireSamples } from './samples';
import { applyMelFilters, createMelFilters } from './mel';
import { createPowerSpectrum } from './realFft';
import { createWindow } from './windows';

/**
 * Log mel energies of one frame.
 * @param samples at the configuration's rate
 * @param start of the frame
 * @param logMel [melBands], receives ln(1 + E) of each band
 */
export type LogMelFrame = (samples: Float32Array, start: number, logMel: Float64Array) => void;

/**
 * Makes the steps window, power spectrum, mel filters, ln(1 + E) for one configuration, in double precision; Meyda's
 * `melBands` are the same to single precision.
 * @throws LabError invalid-argument when the configuration is not within the contract
 */
export function createLogMelFrame(config: FeatureConfig): LogMelFrame {
  validateFeatureConfig(config);
  const { frameLength, melBands, sampleRate, inputScale } = config;
  const window = createWindow(config.windowType, frameLength).map((value) => value * inputScale);
  const powerSpectrum = createPowerSpectrum(window);
  const filters = createMelFilters(melBands, sampleRate, frameLength);
  const power = new Float64Array(frameLength / 2);
  return (samples, start, logMel) => {
    powerSpectrum(samples, start, power);
    applyMelFilters(filters, power, logMel);
    for (let band = 0; band < melBands; band++) logMel[band] = Math.log(1 + logMel[band]);
  };
}

/**
 * Log mel energies of every whole frame of a sound.
 * @param samples at the configuration's rate, any length, in [-1, 1]
 * @returns [frames, melBands], ln(1 + E) with the configuration's `inputScale`: 0 for silence, about 20 for full scale
 * @throws LabError bad-audio for samples that are not finite; invalid-argument for the configuration
 */
export function logMelSpectrogram(samples: Float32Array, config: FeatureConfig): Matrix {
  const logMelFrame = createLogMelFrame(config);
  requireSamples(samples);
  const cols = config.melBands;
  const rows = framesIn(samples.length, config);
  const data = new Float32Array(rows * cols);
  const logMel = new Float64Array(cols);
  for (let row = 0; row < rows; row++) {
    logMelFrame(samples, row * config.hopLength, logMel);
    data.set(logMel, row * cols);
  }
  return { data, rows, cols };
}
