// An event of the log in words. Checks rely on the first line; keep it.
// Not the measuring: liveStream and liveListening do that.

import { formatMs } from '../../charts/format';
import type { LiveEvent } from './liveState';

/** `yes at 1.32 s, score 0.93` */
export function eventWords({ label, time, score }: Pick<LiveEvent, 'label' | 'time' | 'score'>): string {
  return `${label} at ${time.toFixed(2)} s, score ${score.toFixed(2)}`;
}

/** How late it came: `delay` from the arrival of its sound, and from the end of the word where that can be told. */
export function delayWords({ delayMs, afterWordMs }: Pick<LiveEvent, 'delayMs' | 'afterWordMs'>): string {
  const arrival = delayMs === null ? '' : `delay ${formatMs(delayMs)}`;
  if (afterWordMs === null) return arrival;
  const word = afterWordMs < 0 ? 'before the word ended' : `${formatMs(afterWordMs)} after the word`;
  return arrival === '' ? word : `${arrival}, ${word}`;
}
