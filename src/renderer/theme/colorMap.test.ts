// The heat map's colours: as published, even in lightness, and apart for colour-blind eyes.
import { describe, expect, it } from 'vitest';
import { viridis, viridisTable } from './colorMap';
import type { Rgb } from './colorMap';

const linear = (value: number) =>
  value <= 10.31 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;

/** Lightness of OKLab (Ottosson 2020), 0 to 1. */
function lightness(color: Rgb): number {
  const [r, g, b] = color.map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
}

describe('viridis', () => {
  it('goes through the published table', () => {
    // Entries 0, 64, 128, 191 and 255 of matplotlib's _viridis_data, times 255.
    const published: Rgb[] = [
      [68, 1, 84],
      [59, 82, 139],
      [33, 145, 140],
      [94, 201, 98],
      [253, 231, 37],
    ];
    published.forEach((expected, index) => {
      viridis(index / 4).forEach((part, i) => expect(Math.abs(part - expected[i])).toBeLessThanOrEqual(3));
    });
  });

  it('grows in lightness with every value, in even steps', () => {
    const light = Array.from({ length: 65 }, (_, i) => lightness(viridis(i / 64)));
    const steps = light.slice(1).map((value, i) => value - light[i]);
    const mean = (light[64] - light[0]) / 64;
    steps.forEach((step) => expect(step).toBeGreaterThan(0));
    expect(Math.max(...steps) / mean).toBeLessThan(1.6);
  });

  it('keeps values outside 0 to 1 at the ends', () => {
    expect([viridis(-1), viridis(2)]).toEqual([viridis(0), viridis(1)]);
  });

  it('packs opaque pixels with red first', () => {
    expect(viridisTable[0]).toBe(((255 << 24) | (84 << 16) | (1 << 8) | 68) >>> 0);
  });
});
