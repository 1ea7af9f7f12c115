// Colour of a share: even steps of lightness in OKLab, one hue for right and one for wrong.
// Not the colours of labels (the app store's) and not the heat map of features.

export type ColorScheme = 'light' | 'dark';
/** Blue and orange stay apart for every common kind of colour blindness. */
export type RampHue = 'blue' | 'orange';

/** sRGB, 0 to 1. */
export type Rgb = readonly [red: number, green: number, blue: number];

interface Oklch {
  readonly lightness: number;
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}

const hues: Readonly<Record<RampHue, number>> = { blue: 255, orange: 55 };
// From just off the surface to the strongest colour that still carries text at 4.5 : 1.
const ends: Readonly<Record<ColorScheme, readonly [Oklch, Oklch]>> = {
  light: [
    { lightness: 0.97, chroma: 0.012, hue: 0 },
    { lightness: 0.45, chroma: 0.12, hue: 0 },
  ],
  dark: [
    { lightness: 0.29, chroma: 0.02, hue: 0 },
    { lightness: 0.8, chroma: 0.1, hue: 0 },
  ],
};

const gamma = (linear: number) =>
  linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055;
const inverseGamma = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
const clamp01 = (value: number) => Math.min(1, Math.max(0, value));

/** OKLCH to sRGB, clipped to the gamut (Ottosson 2020, "A perceptual color space for image processing"). */
export function oklchToRgb({ lightness, chroma, hue }: Oklch): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp01(gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    clamp01(gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    clamp01(gamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ];
}

/** Relative luminance of sRGB, 0 to 1 (WCAG 2). */
export function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * inverseGamma(red) + 0.7152 * inverseGamma(green) + 0.0722 * inverseGamma(blue);
}

/** Contrast of two colours, 1 to 21 (WCAG 2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [low, high] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/**
 * Colour of a share.
 * @param share 0 to 1; lightness changes linearly with it
 */
export function rampColor(share: number, hue: RampHue, scheme: ColorScheme): Rgb {
  const [from, to] = ends[scheme];
  const t = clamp01(share);
  return oklchToRgb({
    lightness: from.lightness + t * (to.lightness - from.lightness),
    chroma: from.chroma + t * (to.chroma - from.chroma),
    hue: hues[hue],
  });
}

// Pure black: only with it one of the two reaches 4.5 : 1 on every background.
const black: Rgb = [0, 0, 0];
const white: Rgb = [1, 1, 1];

/** The text colour, black or white, that reads best on a background. */
export function textColorOn(background: Rgb): Rgb {
  return contrast(black, background) >= contrast(white, background) ? black : white;
}

/** `rgb(12 34 56)` for a style. */
export function cssColor(color: Rgb): string {
  return `rgb(${color.map((part) => Math.round(part * 255)).join(' ')})`;
}
