// The posteriors in motion: scrolls with every frame of the display while listening, without React.
// It reads the ring that the stream fills and takes the size of the positioned element around it.

import { useEffect, useMemo, useRef } from 'react';
import { drawPosteriorStrip } from './drawPosteriorStrip';
import type { StripLook } from './drawPosteriorStrip';
import type { PosteriorHistory } from './posteriorHistory';
import { createStripClock, layoutStrip } from './posteriorStrip';
import { useChartTheme } from './useColorScheme';

export interface PosteriorStripProps {
  readonly history: PosteriorHistory;
  readonly colorOf: (label: string) => string;
  readonly isQuiet: (label: string) => boolean;
  readonly threshold: number;
  readonly running: boolean;
  /** Seconds in view. */
  readonly span: number;
}

export function PosteriorStrip(props: PosteriorStripProps) {
  const { history, colorOf, isQuiet, threshold, running, span } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useChartTheme();
  const look = useMemo(
    (): StripLook => ({
      theme,
      threshold,
      colors: history.labels.map(colorOf),
      quiet: history.labels.map(isQuiet),
    }),
    [theme, threshold, history, colorOf, isQuiet],
  );
  const clock = useMemo(() => ({ ofHistory: history, ...createStripClock() }), [history]);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const draw = (nowMs: number) => {
      const { width, height } = fitCanvas(element, context);
      const newest = history.length === 0 ? null : history.timeAt(history.length - 1);
      const now = clock.tick(nowMs, newest, running);
      drawPosteriorStrip(context, layoutStrip(width, height, Math.max(now, span), span), history, look);
    };
    return running ? everyFrame(draw) : onResize(element, () => draw(performance.now()));
  }, [history, look, clock, running, span]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`Posteriors of the last ${span} seconds: ${history.labels.join(', ') || 'none yet'}`}
      style={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }}
    />
  );
}

/** Gives the canvas a pixel for every pixel of the display. @returns its size in CSS pixels */
function fitCanvas(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): { width: number; height: number } {
  const scale = window.devicePixelRatio;
  const { clientWidth: width, clientHeight: height } = canvas;
  const [pixelsX, pixelsY] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== pixelsX || canvas.height !== pixelsY) {
    canvas.width = pixelsX;
    canvas.height = pixelsY;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { width, height };
}

function everyFrame(draw: (nowMs: number) => void): () => void {
  let frame = requestAnimationFrame(function next(nowMs) {
    draw(nowMs);
    frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}

function onResize(element: HTMLElement, draw: () => void): () => void {
  const observer = new ResizeObserver(draw);
  observer.observe(element);
  return () => observer.disconnect();
}
