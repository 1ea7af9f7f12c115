// The last seconds of the microphone, moving; what belongs to a take is in the colour of its word.
// Drawn when a chunk comes, at most once a frame.

import { useEffect, useRef } from 'react';
import classes from './Record.module.css';
import type { LevelHistory } from './levelHistory';

export function LiveWave({ levels, color }: { readonly levels: LevelHistory; readonly color: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = () => {
      frame = 0;
      if (canvas.current) drawPeaks(canvas.current, levels, color);
    };
    const schedule = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    schedule();
    const stop = levels.subscribe(schedule);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [levels, color]);
  return (
    <canvas
      ref={canvas}
      className={classes.wave}
      role="img"
      aria-label="The last seconds of the microphone"
    />
  );
}

/** Loudness on the screen grows like loudness in the ear: -50 dB is a line, 0 dB the full height. */
const heightOf = (peak: number) => (peak <= 0.003 ? 0 : 1 + Math.log10(peak) / 2.5);

function drawPeaks(canvas: HTMLCanvasElement, levels: LevelHistory, color: string): void {
  const scale = window.devicePixelRatio || 1;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = Math.round(clientWidth * scale);
  canvas.height = Math.round(clientHeight * scale);
  const context = canvas.getContext('2d');
  if (!context) return;
  const quiet = getComputedStyle(canvas).getPropertyValue('--text-soft');
  const step = canvas.width / levels.peaks.length;
  for (let i = 0; i < levels.peaks.length; i++) {
    const half = Math.max(scale, heightOf(levels.peaks[i]) * canvas.height * 0.47);
    context.globalAlpha = levels.recording[i] ? 1 : 0.4;
    context.fillStyle = levels.recording[i] ? color : quiet;
    context.fillRect(i * step, canvas.height / 2 - half, Math.max(1, step * 0.7), 2 * half);
  }
}
