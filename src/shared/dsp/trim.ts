// Where in a take the word is.
// Not recognition: level over the background is all it goes by.

import { requireSamples } from './samples';
import { requireSampleRate } from './rates';

/** A part of a sound, in seconds from its start. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

const FRAME_SECONDS = 0.01;
/** Below this frequency, in Hz, there is rumble and offset but no speech. */
const HIGH_PASS_HZ = 100;
/** Frames of the median: what is shorter than half of them, a click, does not show. */
const MEDIAN_FRAMES = 7;
/** Pauses inside a word: the closure of a stop as in `six` or `eight`, in frames. */
const PAUSE_FRAMES = 15;
/** Weak beginnings and endings that lie under the threshold, in seconds. */
const MARGIN_SECONDS = 0.05;
/** Share of takes that is background at least. */
const FLOOR_SHARE = 0.1;
/** What rises less than this over the background, in dB, is no word. */
const LEAST_RISE_DB = 8;
/** A word reaches this far below its own peak, in dB, even where the background is quieter. */
const WORD_RANGE_DB = 40;
const SILENCE_DB = -120;

/**
 * The section of a take that counts as the word: as much as the model sees at once, around the word's middle, with the
 * room's own sound beside it. At the ends of the take it is moved inside, not shortened.
 * @param samples the take, in [-1, 1]
 * @param sampleRate Hz
 * @param clipSeconds length of the section; shorter only where the take is
 * @returns seconds, 0 <= start <= end <= length. The middle of the take where no word stands out (silence, steady noise);
 *   the loudest part of a word that is longer than `clipSeconds`
 * @throws LabError bad-audio for samples that are not finite; invalid-argument for the rate
 */
export function findWord(samples: Float32Array, sampleRate: number, clipSeconds: number): Section {
  const seconds = samples.length / sampleRate;
  const length = Math.min(clipSeconds, seconds);
  const word = locateWord(samples, sampleRate);
  const middle = word === null ? seconds / 2 : middleOf(word, length);
  const start = Math.min(Math.max(0, middle - length / 2), seconds - length);
  return { start, end: start + length };
}

/**
 * The word itself, edge to edge, with a margin of 50 ms for weak sounds.
 * @param samples the take, in [-1, 1]
 * @param sampleRate Hz
 * @returns seconds, within the take; null where nothing stands out from the background for long enough
 * @throws LabError as {@link findWord}
 */
export function findWordEdges(samples: Float32Array, sampleRate: number): Section | null {
  const word = locateWord(samples, sampleRate);
  if (word === null) return null;
  const start = Math.max(0, word.first * word.frameSeconds - MARGIN_SECONDS);
  const end = Math.min(samples.length / sampleRate, (word.last + 1) * word.frameSeconds + MARGIN_SECONDS);
  return { start, end };
}

/** A run of frames, first and last included, with what they rise over the threshold, dB. */
interface Run {
  readonly first: number;
  readonly last: number;
  readonly rise: Float64Array;
  readonly frameSeconds: number;
}

function locateWord(samples: Float32Array, sampleRate: number): Run | null {
  requireSampleRate(sampleRate);
  requireSamples(samples);
  const frameLength = Math.round(FRAME_SECONDS * sampleRate);
  const levels = runningMedian(frameLevels(samples, sampleRate, frameLength), MEDIAN_FRAMES);
  const sorted = Float64Array.from(levels).sort();
  const peak = sorted[sorted.length - 1];
  const floor = sorted[Math.floor(sorted.length * FLOOR_SHARE)];
  if (sorted.length === 0 || peak - floor < LEAST_RISE_DB) return null;
  const threshold = Math.max(floor + LEAST_RISE_DB / 2, floor + (peak - floor) / 4, peak - WORD_RANGE_DB);
  const rise = levels.map((level) => level - threshold);
  return { ...strongestRun(rise), rise, frameSeconds: frameLength / sampleRate };
}

/** Of all runs over the threshold, pauses bridged, the one that rises most in sum: long and loud, not just loud. */
function strongestRun(rise: Float64Array): Pick<Run, 'first' | 'last'> {
  let best = { first: 0, last: 0, sum: -1 };
  let run = { first: 0, last: -Infinity, sum: 0 };
  for (let i = 0; i < rise.length; i++) {
    if (rise[i] < 0) continue;
    const goesOn = i - run.last <= PAUSE_FRAMES;
    run = goesOn ? { ...run, last: i, sum: run.sum + rise[i] } : { first: i, last: i, sum: rise[i] };
    if (run.sum > best.sum) best = run;
  }
  return { first: best.first, last: best.last };
}

/** Middle, in seconds, of the word, or of its loudest part where it is longer than `seconds`. */
function middleOf({ first, last, rise, frameSeconds }: Run, seconds: number): number {
  const frames = Math.max(1, Math.round(seconds / frameSeconds));
  let bestStart = first;
  if (last - first + 1 > frames) {
    let best = -Infinity;
    for (let start = first; start + frames - 1 <= last; start++) {
      const sum = rise
        .subarray(start, start + frames)
        .reduce((total, value) => total + Math.max(0, value), 0);
      if (sum > best) {
        best = sum;
        bestStart = start;
      }
    }
    return (bestStart + frames / 2) * frameSeconds;
  }
  return ((first + last + 1) / 2) * frameSeconds;
}

/** Level of each frame after two high-passes of first order, dB relative to full scale. */
function frameLevels(samples: Float32Array, sampleRate: number, frameLength: number): Float64Array {
  const levels = new Float64Array(Math.floor(samples.length / frameLength));
  const decay = Math.exp((-2 * Math.PI * HIGH_PASS_HZ) / sampleRate);
  let last = samples[0];
  let once = 0;
  let twice = 0;
  for (let row = 0, i = 0; row < levels.length; row++) {
    let energy = 0;
    for (const end = i + frameLength; i < end; i++) {
      const passed = decay * (once + samples[i] - last);
      last = samples[i];
      twice = decay * (twice + passed - once);
      once = passed;
      energy += twice * twice;
    }
    levels[row] = Math.max(SILENCE_DB, 10 * Math.log10(energy / frameLength + 1e-20));
  }
  return levels;
}

function runningMedian(values: Float64Array, width: number): Float64Array {
  const half = Math.floor(width / 2);
  return values.map((_, i) => {
    const near = values.slice(Math.max(0, i - half), i + half + 1).sort();
    return near[Math.floor(near.length / 2)];
  });
}
