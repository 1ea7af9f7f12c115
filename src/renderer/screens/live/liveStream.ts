// Sound to looks: chunks become features in the page's worker and go to the engine in order, one push at a time.
// Not the decoder and not a store: what comes back is handed on with the time it took.

import type { Matrix } from '../../../shared/contract/features';
import type { DetectionEvent, LiveUpdate, PosteriorFrame } from '../../../shared/contract/live';
import type { FeatureStream } from '../../audio/featureClient';
import { createArrivals } from './arrivals';
import { createLiveMeter } from './liveMeter';
import type { LiveReadout } from './liveMeter';

/** An event with when it was known. */
export interface TimedEvent extends DetectionEvent {
  /** Wall clock at which the event reached the page, ms. */
  readonly knownAtMs: number;
  /** From the arrival of the window's last sample to `knownAtMs`, ms; null where it is not known. */
  readonly delayMs: number | null;
}

export interface LiveStreamOptions {
  /** Samples a second of the chunks, Hz. */
  readonly sampleRate: number;
  /** Seconds from one frame's start to the next. */
  readonly hopSeconds: number;
  readonly features: FeatureStream;
  /** Sends frames to the engine. */
  readonly push: (mfcc: Matrix) => Promise<LiveUpdate>;
  /** Wall clock, ms. */
  readonly now: () => number;
  readonly onLooks: (frames: readonly PosteriorFrame[]) => void;
  readonly onEvent: (event: TimedEvent) => void;
  /** The stream has ended for good. */
  readonly onError: (error: unknown) => void;
  /** Frames that may wait for the engine before the oldest are given up. */
  readonly maxWaitingFrames: number;
}

export interface LiveStream {
  /** Takes the next samples; they are the stream's to keep. */
  push(chunk: Float32Array): void;
  /** Wall clock at which the sound at `time` came in. */
  arrivalOf(time: number): number | null;
  readout(): LiveReadout;
  close(): void;
}

export function createLiveStream(options: LiveStreamOptions): LiveStream {
  const { features, now, hopSeconds } = options;
  const arrivals = createArrivals();
  const meter = createLiveMeter();
  const waiting = createFrameQueue(options.maxWaitingFrames);
  let heard = 0;
  let pushing = false;
  let closed = false;

  const fail = (error: unknown) => {
    if (closed) return;
    closed = true;
    options.onError(error);
  };

  /** @param skipped seconds given up before these frames: the engine counts only what it was given */
  const deliver = ({ frames, events, inferenceMs }: LiveUpdate, skipped: number) => {
    const knownAtMs = now();
    const delayOf = (time: number) => {
      const arrived = arrivals.of(time);
      return arrived === null ? null : knownAtMs - arrived;
    };
    const looks = frames.map((frame) => ({ ...frame, time: frame.time + skipped }));
    for (const { time } of looks) meter.look(knownAtMs, time, delayOf(time));
    if (looks.length > 0) meter.inference(inferenceMs);
    options.onLooks(looks);
    for (const event of events) {
      const time = event.time + skipped;
      options.onEvent({ ...event, time, knownAtMs, delayMs: delayOf(time) });
    }
  };

  const pump = () => {
    if (pushing || closed) return;
    const mfcc = waiting.take();
    if (mfcc === null) return;
    pushing = true;
    const skipped = waiting.dropped * hopSeconds;
    options.push(mfcc).then((update) => {
      pushing = false;
      if (closed) return;
      deliver(update, skipped);
      pump();
    }, fail);
  };

  return {
    push: (chunk) => {
      if (closed || chunk.length === 0) return;
      heard += chunk.length;
      arrivals.add(heard / options.sampleRate, now());
      features.push(chunk).then((mfcc) => {
        waiting.add(mfcc);
        pump();
      }, fail);
    },
    arrivalOf: arrivals.of,
    readout: () => meter.read(heard / options.sampleRate, waiting.dropped),
    close: () => {
      closed = true;
      features.close();
    },
  };
}

interface FrameQueue {
  add(mfcc: Matrix): void;
  /** Everything that waits, as one matrix; null when nothing does. */
  take(): Matrix | null;
  /** Frames given up so far. */
  readonly dropped: number;
}

/** Frames waiting for the engine: beyond `limit` the oldest are given up, so that listening stays in the present. */
function createFrameQueue(limit: number): FrameQueue {
  let parts: Matrix[] = [];
  let rows = 0;
  let dropped = 0;

  const dropOldest = () => {
    while (rows > limit) {
      const [first, ...rest] = parts;
      const excess = Math.min(first.rows, rows - limit);
      const kept = first.rows - excess;
      const tail = { data: first.data.slice(excess * first.cols), rows: kept, cols: first.cols };
      parts = kept > 0 ? [tail, ...rest] : rest;
      rows -= excess;
      dropped += excess;
    }
  };

  return {
    add: (mfcc) => {
      if (mfcc.rows === 0) return;
      parts.push(mfcc);
      rows += mfcc.rows;
      dropOldest();
    },
    take: () => {
      if (rows === 0) return null;
      const mfcc = joinFrames(parts, rows);
      parts = [];
      rows = 0;
      return mfcc;
    },
    get dropped() {
      return dropped;
    },
  };
}

function joinFrames(parts: readonly Matrix[], rows: number): Matrix {
  const { cols } = parts[0];
  const data = new Float32Array(rows * cols);
  let at = 0;
  for (const part of parts) {
    data.set(part.data.subarray(0, part.rows * cols), at);
    at += part.rows * cols;
  }
  return { data, rows, cols };
}
