// Where everything on the posterior strip lies: time to x, probability to y, ticks, the clock that scrolls it.
// Not the drawing (drawPosteriorStrip): no canvas here.

export interface StripBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface StripLayout {
  readonly box: StripBox;
  /** Time at the right edge, seconds. */
  readonly now: number;
  /** Seconds from the left to the right edge. */
  readonly span: number;
}

/** Room for the axis numbers around the drawing, CSS pixels. */
const margin = { left: 38, right: 12, top: 18, bottom: 20 } as const;

/** @param width,height of the canvas in CSS pixels */
export function layoutStrip(width: number, height: number, now: number, span: number): StripLayout {
  const box = {
    left: margin.left,
    top: margin.top,
    width: Math.max(1, width - margin.left - margin.right),
    height: Math.max(1, height - margin.top - margin.bottom),
  };
  return { box, now, span };
}

/** x of a time; left of the box for what has scrolled out. */
export function xOfTime({ box, now, span }: StripLayout, time: number): number {
  return box.left + box.width * (1 - (now - time) / span);
}

/** y of a probability, 1 at the top. */
export function yOfShare({ box }: StripLayout, share: number): number {
  return box.top + box.height * (1 - Math.min(1, Math.max(0, share)));
}

/** Whole multiples of `step` seconds in view, oldest first. */
export function timeTicks({ now, span }: StripLayout, step = 1): readonly number[] {
  const ticks: number[] = [];
  for (let tick = Math.ceil((now - span) / step) * step; tick <= now; tick += step)
    if (tick >= 0) ticks.push(tick);
  return ticks;
}

/**
 * Time at the right edge, so that the strip scrolls evenly although looks come in bursts: it runs with the wall
 * clock and is pulled gently towards the newest look.
 */
export interface StripClock {
  /**
   * @param nowMs wall clock, milliseconds
   * @param newest time of the newest look, seconds; null while there is none
   * @param running false holds the picture still
   * @returns time at the right edge, seconds
   */
  tick(nowMs: number, newest: number | null, running: boolean): number;
}

/** Share of the distance to the newest look that is made up in a second. */
const pull = 2;
/** Farther away than this the clock jumps: the page was asleep or the stream began again. Seconds. */
const jump = 1.5;

export function createStripClock(): StripClock {
  let time = 0;
  let lastMs: number | null = null;
  return {
    tick: (nowMs, newest, running) => {
      const passed = lastMs === null ? 0 : Math.max(0, (nowMs - lastMs) / 1000);
      lastMs = nowMs;
      if (newest === null) return (time = 0);
      if (!running) return Math.abs(newest - time) > jump ? (time = newest) : time;
      if (Math.abs(newest - time) > jump) return (time = newest);
      time += passed + (newest - time) * Math.min(1, pull * passed);
      return time;
    },
  };
}
