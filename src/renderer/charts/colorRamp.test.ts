// The ramps: conversions against published values, even lightness, readable text.

import { describe, expect, it } from 'vitest';
import { contrast, cssColor, luminance, oklchToRgb, rampColor, textColorOn } from './colorRamp';

const shares = Array.from({ length: 101 }, (_, i) => i / 100);

describe('colour ramps', () => {
  it('converts OKLCH to sRGB as CSS Color 4 does', () => {
    // Pure red in OKLCH: 62.8 % 0.2577 29.23 (CSS Color 4, sample table).
    expect(cssColor(oklchToRgb({ lightness: 0.62796, chroma: 0.25768, hue: 29.234 }))).toBe('rgb(255 0 0)');
    expect(cssColor(oklchToRgb({ lightness: 1, chroma: 0, hue: 0 }))).toBe('rgb(255 255 255)');
  });

  it('measures contrast as WCAG 2 does', () => {
    expect(contrast([1, 1, 1], [0, 0, 0])).toBeCloseTo(21, 10);
    // #777777 on white: 4.48 (WebAIM's checker).
    expect(contrast([1, 1, 1], [119 / 255, 119 / 255, 119 / 255])).toBeCloseTo(4.48, 2);
  });

  it.each(['light', 'dark'] as const)('gets steadily stronger and always carries text (%s)', (scheme) => {
    for (const hue of ['blue', 'orange'] as const) {
      const colors = shares.map((share) => rampColor(share, hue, scheme));
      const lights = colors.map(luminance);
      const direction = scheme === 'light' ? -1 : 1;
      for (let i = 1; i < lights.length; i++)
        expect((lights[i] - lights[i - 1]) * direction).toBeGreaterThan(0);
      expect(Math.min(...colors.map((color) => contrast(color, textColorOn(color))))).toBeGreaterThanOrEqual(
        4.5,
      );
    }
  });

  it('clips shares outside 0 to 1', () => {
    expect(rampColor(2, 'blue', 'light')).toEqual(rampColor(1, 'blue', 'light'));
    expect(rampColor(-1, 'blue', 'dark')).toEqual(rampColor(0, 'blue', 'dark'));
  });
});
