// Label colours: steady, different, and different for the common kinds of colour blindness.
import { describe, expect, it } from 'vitest';
import { createLabelColors } from './labelColors';

type Vector = readonly [number, number, number];

const parse = (hex: string): Vector =>
  [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Vector;

/** Linear RGB as people without red (protan) or green (deutan) cones see it: Machado et al. 2009, severity 1. */
const eyes: Readonly<Record<string, readonly Vector[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** OKLab (Ottosson 2020); a distance of 0.02 is just seen. */
function oklab([r, g, b]: Vector): Vector {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const dot = (row: Vector, color: Vector) => row.reduce((sum, value, i) => sum + value * color[i], 0);
const seenBy = (eye: string, color: string) => {
  const linear = parse(color);
  return oklab(eyes[eye].map((row) => Math.max(0, dot(row, linear))) as unknown as Vector);
};
const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

describe('label colours', () => {
  const eight = Array.from({ length: 8 }, (_, i) => `word ${i}`);

  it.each(Object.keys(eyes))('tells eight words, unknown and silence apart: %s eyes', (eye) => {
    const colorOf = createLabelColors(eight);
    const seen = [...eight, '_unknown_', '_silence_'].map((label) => seenBy(eye, colorOf(label)));
    for (let i = 0; i < seen.length; i++) {
      for (let j = 0; j < i; j++) expect(distance(seen[i], seen[j])).toBeGreaterThan(0.05);
    }
  });

  it('has forty different colours before one comes twice', () => {
    const forty = Array.from({ length: 40 }, (_, i) => `word ${i}`);
    expect(new Set(forty.map(createLabelColors(forty))).size).toBe(40);
  });

  it('does not give _unknown_ a colour of the words', () => {
    const withUnknown = createLabelColors(['_unknown_', 'yes', 'no']);
    const without = createLabelColors(['yes', 'no']);
    expect([withUnknown('yes'), withUnknown('no')]).toEqual([without('yes'), without('no')]);
  });

  it('gives a label of an older run the same colour every time', () => {
    const colorOf = createLabelColors(['yes']);
    expect(colorOf('was renamed')).toBe(colorOf('was renamed'));
  });
});
