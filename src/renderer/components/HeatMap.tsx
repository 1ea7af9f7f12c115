// A matrix of features as a picture over the time axis of its sound.
// One canvas pixel a value; the browser only enlarges, so that a frame stays a frame.

import { useEffect, useRef } from 'react';
import type { FeatureConfig, Matrix } from '../../shared/contract/features';
import type { Shading } from './heatMap';
import { framesSpan, heatMapPixels } from './heatMap';
import classes from './SoundPicture.module.css';

export interface HeatMapProps {
  readonly matrix: Matrix;
  readonly config: FeatureConfig;
  /** Of the sound, in seconds: the whole width. */
  readonly duration: number;
  readonly shading: Shading;
  readonly label: string;
}

export function HeatMap({ matrix, config, duration, shading, label }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) draw(canvas.current, matrix, shading);
  }, [matrix, shading]);
  const { start, end } = framesSpan(matrix.rows, config);
  const left = `${(start / duration) * 100}%`;
  const width = `${((end - start) / duration) * 100}%`;
  return (
    <div className={classes.heat} role="img" aria-label={label}>
      <canvas ref={canvas} className={classes.pixels} style={{ left, width }} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, matrix: Matrix, shading: Shading): void {
  canvas.width = Math.max(1, matrix.rows);
  canvas.height = Math.max(1, matrix.cols);
  const context = canvas.getContext('2d');
  if (!context || matrix.rows === 0) return;
  const image = context.createImageData(matrix.rows, matrix.cols);
  new Uint32Array(image.data.buffer).set(heatMapPixels(matrix, shading));
  context.putImageData(image, 0, 0);
}
