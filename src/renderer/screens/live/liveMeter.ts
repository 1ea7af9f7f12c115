// The honest read-out of listening: how often the model looks, how long a look takes, how late it is.
// Not a benchmark: everything is measured on the stream that is being heard.

export interface LiveReadout {
  /** Looks of the model in the last seconds, per second; null before there are two. */
  readonly looksPerSecond: number | null;
  /** Time of the model for one look, median, ms. */
  readonly inferenceMs: number | null;
  /** From the arrival of the sound to its posterior on the screen, median over the last looks, ms. */
  readonly latencyMs: number | null;
  /** Of the slowest of the last looks, ms. */
  readonly latencyMaxMs: number | null;
  /** How far the newest posterior is behind the sound that has come in, seconds. */
  readonly lagSeconds: number;
  /** Frames given up because the engine could not keep up. */
  readonly droppedFrames: number;
  /** Sound heard so far, seconds. */
  readonly heardSeconds: number;
}

export const emptyReadout: LiveReadout = {
  looksPerSecond: null,
  inferenceMs: null,
  latencyMs: null,
  latencyMaxMs: null,
  lagSeconds: 0,
  droppedFrames: 0,
  heardSeconds: 0,
};

/** Looks the medians are taken over: about five seconds at ten a second. */
const KEPT_LOOKS = 50;
/** Span in which looks are counted, ms. */
const COUNT_SPAN_MS = 3000;

export interface LiveMeter {
  /** @param latencyMs null where the arrival is not known */
  look(atMs: number, time: number, latencyMs: number | null): void;
  inference(ms: number): void;
  read(heardSeconds: number, droppedFrames: number): LiveReadout;
}

/** The middle value; null of nothing. */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function createLiveMeter(): LiveMeter {
  let looks: { readonly atMs: number; readonly time: number }[] = [];
  let latencies: number[] = [];
  let inferences: number[] = [];
  return {
    look: (atMs, time, latencyMs) => {
      looks = [...looks.filter((look) => look.atMs > atMs - COUNT_SPAN_MS), { atMs, time }];
      if (latencyMs !== null) latencies = [...latencies, latencyMs].slice(-KEPT_LOOKS);
    },
    inference: (ms) => {
      if (Number.isFinite(ms)) inferences = [...inferences, ms].slice(-KEPT_LOOKS);
    },
    read: (heardSeconds, droppedFrames) => ({
      looksPerSecond: lookRate(looks),
      inferenceMs: median(inferences),
      latencyMs: median(latencies),
      latencyMaxMs: latencies.length === 0 ? null : Math.max(...latencies),
      lagSeconds: looks.length === 0 ? 0 : Math.max(0, heardSeconds - looks[looks.length - 1].time),
      droppedFrames,
      heardSeconds,
    }),
  };
}

/** Looks per second of the sound: bursts do not matter, skipped sound does. */
function lookRate(looks: readonly { readonly time: number }[]): number | null {
  if (looks.length < 2) return null;
  const span = looks[looks.length - 1].time - looks[0].time;
  return span > 0 ? (looks.length - 1) / span : null;
}

/** What to say when the engine cannot keep up; null while it does. */
export function lagWarning({ lagSeconds, droppedFrames }: LiveReadout, strideSeconds: number): string | null {
  if (lagSeconds <= Math.max(0.5, 4 * strideSeconds)) return null;
  const lost = droppedFrames > 0 ? ' Sound has been skipped.' : '';
  return `The engine is ${lagSeconds.toFixed(1)} s behind.${lost} Take a longer stride or a smaller recognizer.`;
}
