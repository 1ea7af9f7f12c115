// Pixels of small matrices, and places on the axes worked out by hand.
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../../shared/contract/features';
import { viridisTable } from '../theme/colorMap';
import { framesSpan, frequencyMarks, heatMapPixels, melHeight } from './heatMap';

const low = viridisTable[0];
const high = viridisTable[255];

describe('heat map', () => {
  it('puts frames from left to right and the lowest column at the bottom', () => {
    // Two frames of three columns; the largest value is column 0 of frame 1: lower right.
    const pixels = heatMapPixels({ data: Float32Array.of(0, 0, 0, 9, 0, 0), rows: 2, cols: 3 }, 'whole');
    expect([...pixels]).toEqual([low, low, low, low, low, high]);
  });

  it('shades each column over its own range where asked', () => {
    const data = Float32Array.of(0, 100, 1, 200);
    expect([...heatMapPixels({ data, rows: 2, cols: 2 }, 'columns')]).toEqual([low, high, low, high]);
  });

  it('is even where nothing changes, and empty where there is nothing', () => {
    expect([...heatMapPixels({ data: Float32Array.of(3, 3), rows: 2, cols: 1 }, 'whole')]).toEqual([
      low,
      low,
    ]);
    expect(heatMapPixels({ data: new Float32Array(0), rows: 0, cols: 26 }, 'columns')).toHaveLength(0);
  });

  it('lays a frame over the hop around its centre', () => {
    // Frame 512, hop 256 at 16 kHz: the first frame is centred on 16 ms, its hop lasts from 8 to 24 ms.
    const span = framesSpan(61, defaultFeatureConfig);
    expect(span.start).toBeCloseTo(0.008, 9);
    expect(span.end).toBeCloseTo(0.008 + 61 * 0.016, 9);
  });

  it('marks frequencies below half the rate, higher ones higher', () => {
    const marks = frequencyMarks({ ...defaultFeatureConfig, sampleRate: 8000 });
    expect(marks).toEqual([500, 1000, 2000]);
    const heights = marks.map((hertz) => melHeight(hertz, { ...defaultFeatureConfig, sampleRate: 8000 }));
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(heights[0]).toBeGreaterThan(0);
    expect(heights[2]).toBeLessThan(1);
  });
});
