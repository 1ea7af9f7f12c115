// A small waveform for a row of a list: the largest and smallest sample of each pixel column.
// Not the waveform one works on; that is Waveform.tsx.

import { useEffect, useRef } from 'react';
import type { Sound } from '../../shared/contract/clips';

export interface ThumbnailProps {
  /** Null while it is not there yet; the place stays. */
  readonly sound: Sound | null;
  readonly color: string;
  readonly width: number;
  readonly height: number;
}

export function Thumbnail({ sound, color, width, height }: ThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, sound, color, width, height);
  }, [sound, color, width, height]);
  return <canvas ref={canvas} aria-hidden style={{ display: 'block', width, height }} />;
}

function draw(
  canvas: HTMLCanvasElement,
  sound: Sound | null,
  color: string,
  width: number,
  height: number,
): void {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext('2d');
  if (!context || sound === null) return;
  context.fillStyle = color;
  const peaks = columnPeaks(sound.samples, canvas.width);
  const loudest = Math.max(0.02, ...peaks);
  peaks.forEach((peak, x) => {
    const half = Math.max(scale / 2, (peak / loudest) * (canvas.height / 2));
    context.fillRect(x, canvas.height / 2 - half, 1, 2 * half);
  });
}

/** The largest absolute sample of each of `columns` equal parts. */
export function columnPeaks(samples: Float32Array, columns: number): Float32Array {
  const peaks = new Float32Array(columns);
  for (let i = 0; i < samples.length; i++) {
    const column = Math.floor((i * columns) / samples.length);
    const size = Math.abs(samples[i]);
    if (size > peaks[column]) peaks[column] = size;
  }
  return peaks;
}
