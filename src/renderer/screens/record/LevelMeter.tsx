// The level of the microphone now, with words when it is too loud or clipping.
// Moved without rendering; only the words go through React.

import { useEffect, useRef, useState } from 'react';
import type { Level } from '../../audio/level';
import { toDecibels } from '../../audio/level';
import classes from './Record.module.css';
import type { LevelHistory } from './levelHistory';

const HOLD_CHUNKS = 45;

export function LevelMeter({ levels }: { readonly levels: LevelHistory }) {
  const fill = useRef<HTMLDivElement>(null);
  const track = useRef<HTMLDivElement>(null);
  const [words, setWords] = useState('');
  useEffect(() => {
    let clippedFor = 0;
    return levels.subscribe(() => {
      const level = levels.latest();
      clippedFor = level.clipping ? HOLD_CHUNKS : Math.max(0, clippedFor - 1);
      if (fill.current) fill.current.style.transform = `scaleX(${meterShare(level.peak)})`;
      track.current?.toggleAttribute('data-clipping', clippedFor > 0);
      track.current?.toggleAttribute('data-loud', level.peak > 0.7);
      track.current?.setAttribute('aria-valuenow', String(Math.round(toDecibels(level.peak))));
      setWords(describeLevel(level, clippedFor > 0));
    });
  }, [levels]);
  return (
    <div className={classes.meter}>
      <div
        ref={track}
        className={classes.track}
        role="meter"
        aria-label="Microphone level"
        aria-valuemin={-60}
        aria-valuemax={0}
        aria-valuenow={-60}
      >
        <div ref={fill} className={classes.fill} />
      </div>
      <span>{words}</span>
    </div>
  );
}

/** @param peak 0 to 1 @returns share of the meter: -60 dB is empty, 0 dB is full */
export function meterShare(peak: number): number {
  return 1 + toDecibels(peak) / 60;
}

export function describeLevel({ peak, zeroSeconds }: Level, clipping: boolean): string {
  if (clipping) return 'too loud: clips';
  if (zeroSeconds > 0.5) return 'nothing at all';
  if (peak > 0.7) return 'loud';
  if (peak > 0.06) return 'good';
  return 'quiet';
}
