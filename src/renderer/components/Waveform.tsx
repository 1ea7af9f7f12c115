// The waveform of a sound, drawn by wavesurfer.js over the full width.
// It neither plays nor seeks: playback, cursor and trim belong to the time axis it shares with the heat maps.

import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import type { Sound } from '../../shared/contract/clips';

export interface WaveformProps {
  readonly sound: Sound;
  readonly color: string;
  readonly height: number;
  /** Sample value at the upper edge, see {@link ceilingOf}. */
  readonly ceiling: number;
  readonly label: string;
}

/** A round sample value a little above the loudest sample, so that quiet takes can be seen and levels compared. */
export function ceilingOf({ samples }: Sound): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]));
  return [0.02, 0.05, 0.1, 0.2, 0.5].find((one) => peak <= one) ?? 1;
}

export function Waveform({ sound, color, height, ceiling, label }: WaveformProps) {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!container.current) return;
    const wave = WaveSurfer.create({
      container: container.current,
      height,
      peaks: [sound.samples],
      duration: sound.samples.length / sound.sampleRate,
      waveColor: color,
      progressColor: color,
      cursorWidth: 0,
      interact: false,
      hideScrollbar: true,
      maxPeak: ceiling,
    });
    return () => wave.destroy();
  }, [sound, color, height, ceiling]);
  return <div ref={container} role="img" aria-label={label} style={{ height }} />;
}
