// What tests listen with: notes rendered alone, their pitch, loudness, brightness and spectrum as numbers.
// Not shipped.

import { createPowerSpectrum } from '../../dsp/realFft';
import type { InstrumentName } from '../instruments';
import { createSynth } from '../synth';
import type { SynthNote } from '../synthNote';

export const sampleRate = 44100;

/** Both sides of what a new synthesiser makes of notes. */
export function play(
  notes: readonly SynthNote[],
  seconds: number,
  rate = sampleRate,
): [Float32Array, Float32Array] {
  const synth = createSynth(rate);
  synth.schedule(notes);
  const left = new Float32Array(Math.round(seconds * rate));
  const right = new Float32Array(left.length);
  synth.render(left, right);
  return [left, right];
}

/** A note from a half-empty record. */
export function note(instrument: InstrumentName, fields: Partial<SynthNote> = {}): SynthNote {
  return { pitch: 60, velocity: 90, start: 0, duration: 0.5, channel: 0, instrument, ...fields };
}

export function frequencyOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/**
 * By how much the partial near `frequency` is off: turned down to 0 Hz, its phase is followed over
 * windows of twelve periods, and the slope of the phase is what it is off by.
 * @returns cents
 */
export function centsOff(samples: Float32Array, frequency: number, from: number, to: number): number {
  const length = Math.max(1024, Math.round((12 * sampleRate) / frequency));
  const hop = length >> 2;
  let [turns, before] = [0, NaN];
  const phases: number[] = [];
  for (let at = from; at + length <= to; at += hop) {
    const phase = phaseAt(samples, frequency, at, length);
    if (!Number.isNaN(before)) turns += phase - before - Math.round(phase - before);
    before = phase;
    phases.push(turns);
  }
  return 1200 * Math.log2(1 + (slope(phases) * sampleRate) / hop / frequency);
}

/** Phase in turns of the samples against a sine of the frequency, Hann-weighted. */
function phaseAt(samples: Float32Array, frequency: number, at: number, length: number): number {
  let [x, y] = [0, 0];
  for (let i = 0; i < length; i++) {
    const weighted = samples[at + i] * (1 - Math.cos((2 * Math.PI * i) / length));
    const angle = (2 * Math.PI * frequency * (at + i)) / sampleRate;
    x += weighted * Math.cos(angle);
    y -= weighted * Math.sin(angle);
  }
  return Math.atan2(y, x) / (2 * Math.PI);
}

/** Least squares of values at 0, 1, 2, ... */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  let [up, down] = [0, 0];
  values.forEach((value, i) => {
    up += (i - middle) * value;
    down += (i - middle) ** 2;
  });
  return up / down;
}

const FFT = 16384;
const hann = Float64Array.from({ length: FFT }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FFT));
const powerSpectrum = createPowerSpectrum(hann);

/** Power per bin of 16,384 samples; a bin is 2.69 Hz. */
export function spectrumAt(samples: Float32Array, from: number): Float64Array {
  const power = new Float64Array(FFT / 2);
  powerSpectrum(samples, from, power);
  return power;
}

/** Power between two frequencies in Hz. */
export function bandPower(power: Float64Array, low: number, high: number): number {
  let sum = 0;
  const bin = sampleRate / FFT;
  for (let k = Math.ceil(low / bin); k <= Math.min(power.length - 1, high / bin); k++) sum += power[k];
  return sum;
}

/** The centre of gravity of a spectrum, Hz: how bright it is. */
export function brightness(power: Float64Array): number {
  let [sum, weighted] = [0, 0];
  power.forEach((value, k) => {
    sum += value;
    weighted += value * k;
  });
  return ((weighted / sum) * sampleRate) / FFT;
}

export function rms(samples: Float32Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += samples[i] ** 2;
  return Math.sqrt(sum / (to - from));
}

export function peak(samples: Float32Array, from = 0, to = samples.length): number {
  let most = 0;
  for (let i = from; i < to; i++) most = Math.max(most, Math.abs(samples[i]));
  return most;
}

export function mean(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
}

/** The largest step between neighbouring samples. */
export function largestStep(samples: Float32Array, from: number, to: number): number {
  let most = 0;
  for (let i = Math.max(1, from); i < to; i++) most = Math.max(most, Math.abs(samples[i] - samples[i - 1]));
  return most;
}
