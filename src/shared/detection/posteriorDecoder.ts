// From a stream of posteriors to words: the last step of live recognition and of `detect`, one code for both.
// Not the model and not a clock: it sees numbers with their times and keeps no sound.

import { LabError } from '../contract/errors';
import type { DecoderConfig, DetectionEvent } from '../contract/live';
import { validateDecoder } from './validateDecoder';

/** Times closer than this are equal: stream times are sums of hops in floating point. */
const TIME_TOLERANCE_SECONDS = 1e-4;

export interface PosteriorDecoderOptions {
  /** One a posterior, in the model's order. */
  readonly labels: readonly string[];
  readonly decoder: DecoderConfig;
  /** Labels that never fire, e.g. `_silence_` and `_unknown_`. */
  readonly ignore: readonly string[];
}

export interface DecodedPosteriors {
  /** Mean over the smoothing span, one a label, 0 to 1; a fresh array. */
  readonly smoothed: Float32Array;
  /** The word that fires with this window, null when none does. */
  readonly event: DetectionEvent | null;
}

export interface PosteriorDecoder {
  /**
   * Takes the posteriors of the next window.
   * @param time end of the window, seconds from the start of the stream; later than the one before
   * @param posteriors one a label, 0 to 1; copied
   * @throws invalid-argument when the time does not grow or the number of posteriors is not that of the labels
   */
  push(time: number, posteriors: Float32Array): DecodedPosteriors;
  /** Changes the configuration; holds from the next push on. @throws invalid-argument */
  configure(decoder: DecoderConfig): void;
  /** Forgets the stream: the next push starts a new one. */
  reset(): void;
}

interface Look {
  readonly time: number;
  readonly posteriors: Float32Array;
}

/**
 * Makes a decoder after TensorFlow's RecognizeCommands (examples/speech_commands/recognize_commands.cc) by these rules:
 *
 * - [D1] Smoothing: the smoothed posterior is the mean over all windows at most `smoothingSeconds` older than the
 *   newest, the newest included.
 * - [D2] Only the label with the largest smoothed posterior can fire, and never an ignored one.
 * - [D3] It fires at or above `threshold`, compared in single precision as posteriors are.
 * - [D4] Nothing fires before `minimumCount` windows lie in the span; a count larger than the whole strides that fit
 *   into the span means all that fit, since it could never be reached.
 * - [D5] After an event nothing fires until `suppressionSeconds` have passed.
 * - [D6] A label that fired fires again only once its smoothed posterior has been below `threshold` in between, so a
 *   word held or lingering fires once and the same word said twice fires twice. (RecognizeCommands never repeats a
 *   word before another label has fired.)
 * - [D7] `configure` keeps the windows, the last event and what must fall first, and holds from the next push on.
 * - [D8] What is said depends only on times and posteriors pushed since the last `reset`: same stream, same events.
 *
 * RecognizeCommands' further demand that the windows cover a quarter of the span is left to `minimumCount`.
 * @throws invalid-argument when the configuration is out of range
 */
export function createPosteriorDecoder(options: PosteriorDecoderOptions): PosteriorDecoder {
  const { labels } = options;
  const ignored = labels.map((label) => options.ignore.includes(label));
  let decoder = validateDecoder(options.decoder);
  let looks: Look[] = [];
  let lastEventTime = -Infinity;
  const mustFall: boolean[] = labels.map(() => false);

  const fires = (top: number, smoothed: Float32Array, time: number): boolean =>
    !ignored[top] && // [D2]
    smoothed[top] >= Math.fround(decoder.threshold) && // [D3]
    looks.length >= reachableCount(decoder) && // [D4]
    time - lastEventTime >= decoder.suppressionSeconds - TIME_TOLERANCE_SECONDS && // [D5]
    !mustFall[top]; // [D6]

  return {
    push(time, posteriors) {
      checkPush(time, posteriors, looks.at(-1)?.time ?? -Infinity, labels.length);
      looks.push({ time, posteriors: posteriors.slice() });
      const oldest = time - decoder.smoothingSeconds - TIME_TOLERANCE_SECONDS;
      looks = looks.filter((look) => look.time >= oldest);
      const smoothed = meanOf(looks, labels.length);
      rearm(mustFall, smoothed, decoder.threshold);
      const top = indexOfLargest(smoothed);
      if (!fires(top, smoothed, time)) return { smoothed, event: null };
      lastEventTime = time;
      mustFall[top] = true;
      return { smoothed, event: { label: labels[top], time, score: smoothed[top] } };
    },
    configure(next) {
      decoder = validateDecoder(next);
    },
    reset() {
      looks = [];
      lastEventTime = -Infinity;
      mustFall.fill(false);
    },
  };
}

function checkPush(time: number, posteriors: Float32Array, lastTime: number, labelCount: number): void {
  if (!(time > lastTime) || !Number.isFinite(time)) {
    throw new LabError(
      'invalid-argument',
      `Windows come in order: expected a time after ${lastTime} s, got ${time} s.`,
      {
        path: 'time',
        got: time,
      },
    );
  }
  if (posteriors.length !== labelCount) {
    throw new LabError(
      'invalid-argument',
      `Expected ${labelCount} posteriors, one a label, got ${posteriors.length}. The model and the labels do not belong together.`,
      { path: 'posteriors', expected: labelCount, got: posteriors.length },
    );
  }
}

/** [D4] */
function reachableCount({ minimumCount, smoothingSeconds, strideSeconds }: DecoderConfig): number {
  const fitting = Math.floor((smoothingSeconds + TIME_TOLERANCE_SECONDS) / strideSeconds);
  return Math.min(minimumCount, Math.max(1, fitting));
}

function meanOf(looks: readonly Look[], labelCount: number): Float32Array {
  const mean = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    let sum = 0;
    for (const { posteriors } of looks) sum += posteriors[label];
    mean[label] = sum / looks.length;
  }
  return mean;
}

/** [D6] in place. */
function rearm(mustFall: boolean[], smoothed: Float32Array, threshold: number): void {
  for (let label = 0; label < mustFall.length; label++) {
    if (smoothed[label] < Math.fround(threshold)) mustFall[label] = false;
  }
}

function indexOfLargest(values: Float32Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[largest]) largest = i;
  return largest;
}
