// Settings as words, and what two configurations do not share.
// Not a comparison of results: only what was asked for.

import { formatSetting } from '../charts/format';
import type { LearningConfig } from '../../shared/contract/training';

export interface Difference {
  /** The setting, e.g. `dropout`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Names and values of settings, in the order of the form. */
export type SettingWords = readonly (readonly [name: string, value: string])[];

const orOff = (value: number | null, unit: string) =>
  value === null ? 'off' : `${formatSetting(value)} ${unit}`;

const clippingWords = ({ by, limit }: LearningConfig['clipping']) =>
  by === 'none' ? 'off' : `${by} ${formatSetting(limit)}`;

/** What every training has in common, as text. */
export function learningWords(config: LearningConfig): SettingWords {
  return [
    ['epochs', String(config.epochs)],
    ['batch size', String(config.batchSize)],
    ['learning rate', formatSetting(config.learningRate)],
    ['schedule', config.learningRateSchedule],
    ['dropout', formatSetting(config.dropout)],
    ['clipping', clippingWords(config.clipping)],
    ['early stopping', orOff(config.earlyStoppingPatience, 'epochs')],
    ['time limit', orOff(config.maxMinutes, 'min')],
    ['seed', String(config.seed)],
    ['backend', config.backend],
  ];
}

/** Settings of `to` that differ from `from`, in the order of `to`. */
export function settingDifferences(from: SettingWords, to: SettingWords): readonly Difference[] {
  const before = new Map(from);
  return to
    .map(([name, value]) => ({ name, from: before.get(name) ?? '', to: value }))
    .filter((one) => one.from !== one.to);
}

/** One line: `dropout 0.2 → 0.5`. */
export function differenceWords({ name, from, to }: Difference): string {
  return from === '' ? `${name} ${to}` : `${name} ${from} → ${to}`;
}
