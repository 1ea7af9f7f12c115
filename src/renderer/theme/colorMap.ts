// The colour map of every heat map of sound: viridis, even in lightness and safe for colour-blind eyes.
// Not the colours of labels, and not the shading of shares in charts/.

/**
 * Nine of the 256 points of viridis (N. J. Smith, S. van der Walt, 2015, CC0, as matplotlib publishes it), evenly
 * spaced; between them colours are mixed in sRGB, which stays within 2/255 of lightness of the full table.
 */
const points = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
];

export type Rgb = readonly [red: number, green: number, blue: number];

const parse = (hex: string): Rgb =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
const anchors = points.map(parse);

/** @param value 0 to 1 @returns sRGB, 0 to 255 */
export function viridis(value: number): Rgb {
  const place = Math.min(1, Math.max(0, value)) * (anchors.length - 1);
  const index = Math.min(anchors.length - 2, Math.floor(place));
  const t = place - index;
  return anchors[index].map((part, i) =>
    Math.round(part + t * (anchors[index + 1][i] - part)),
  ) as unknown as Rgb;
}

/** 256 colours as little-endian RGBA words, for writing into a canvas. */
export const viridisTable: Uint32Array = Uint32Array.from({ length: 256 }, (_, i) => {
  const [red, green, blue] = viridis(i / 255);
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
});
