// The decoder's settings as sliders: words, ranges, explanations.
// Not the decoder (shared/detection).

import type { DecoderConfig } from '../../../shared/contract/live';

export interface DecoderField {
  readonly key: keyof DecoderConfig;
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly say: (value: number) => string;
}

const seconds = (value: number) => `${value.toFixed(2)} s`;

export const decoderFields: readonly DecoderField[] = [
  {
    key: 'threshold',
    label: 'Threshold',
    hint: 'A word fires when its smoothed posterior reaches this. Higher: fewer false accepts, more misses.',
    min: 0.05,
    max: 1,
    step: 0.01,
    say: (value) => value.toFixed(2),
  },
  {
    key: 'smoothingSeconds',
    label: 'Smoothing',
    hint: 'Posteriors are averaged over this long. Longer: steadier, but later.',
    min: 0,
    max: 2,
    step: 0.05,
    say: seconds,
  },
  {
    key: 'suppressionSeconds',
    label: 'Suppression',
    hint: 'After an event nothing fires for this long, so that one word is one event.',
    min: 0,
    max: 3,
    step: 0.05,
    say: seconds,
  },
  {
    key: 'minimumCount',
    label: 'Minimum count',
    hint: 'Looks that must lie in the smoothing span before anything fires: a single look is no evidence.',
    min: 1,
    max: 20,
    step: 1,
    say: (value) => String(value),
  },
  {
    key: 'strideSeconds',
    label: 'Stride',
    hint: 'From one look of the model to the next, in whole hops. Shorter: quicker to react, more work.',
    min: 0.02,
    max: 1,
    step: 0.02,
    say: seconds,
  },
];
