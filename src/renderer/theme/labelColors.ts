// One colour per label: Petroff's ten-colour sequence, made for colour-blind eyes and for thin lines.
// Not the only carrier of meaning: wherever a colour stands, the label's name stands beside it.

import { SILENCE_LABEL, UNKNOWN_LABEL } from '../../shared/contract/projects';

/**
 * The eight hues of the sequence of M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021,
 * arXiv:2107.02270), in its order; its two greys stand for what is not a word.
 */
const hues = [
  '#3f90da',
  '#ffa90e',
  '#bd1f01',
  '#832db6',
  '#e76300',
  '#92dadd',
  '#a96b59',
  '#b9ac70',
] as const;
const UNKNOWN_COLOR = '#94a4a2';
const SILENCE_COLOR = '#717581';

/** How far each further round of eight moves from the hue: towards black, then towards white. */
const rounds = [0, -0.35, 0.4, -0.55, 0.6] as const;

function mix(color: string, towards: number): string {
  const target = towards < 0 ? 0 : 255;
  const part = (at: number) => {
    const value = parseInt(color.slice(at, at + 2), 16);
    return Math.round(value + (target - value) * Math.abs(towards));
  };
  return `#${[1, 3, 5].map((at) => part(at).toString(16).padStart(2, '0')).join('')}`;
}

function colorAt(index: number): string {
  const round = Math.floor(index / hues.length) % rounds.length;
  return mix(hues[index % hues.length], rounds[round]);
}

function hash(text: string): number {
  let value = 7;
  for (let i = 0; i < text.length; i++) value = (value * 31 + text.charCodeAt(i)) >>> 0;
  return value;
}

/** Makes the colour function of a project; labels it does not have (of an older run) keep a colour of their own. */
export function createLabelColors(labels: readonly string[]): (label: string) => string {
  const words = labels.filter((label) => label !== UNKNOWN_LABEL && label !== SILENCE_LABEL);
  const colors = new Map(words.map((label, index) => [label, colorAt(index)]));
  colors.set(UNKNOWN_LABEL, UNKNOWN_COLOR).set(SILENCE_LABEL, SILENCE_COLOR);
  return (label) => colors.get(label) ?? colorAt(words.length + (hash(label) % hues.length));
}
