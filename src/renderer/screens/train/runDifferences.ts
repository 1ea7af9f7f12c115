// What two configurations do not share, in the words of the settings.
// Not a comparison of results: only what was asked for.

import type { TrainingConfig } from '../../../shared/contract/training';
import { formatSetting } from '../../charts/format';

export interface Difference {
  /** The setting, e.g. `dropout`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const orOff = (value: number | null, unit: string) =>
  value === null ? 'off' : `${formatSetting(value)} ${unit}`;

const clippingWords = ({ by, limit }: TrainingConfig['clipping']) =>
  by === 'none' ? 'off' : `${by} ${formatSetting(limit)}`;

/** Every setting as text, in the order of the form. */
function describe(config: TrainingConfig): ReadonlyMap<string, string> {
  const { augmentation } = config;
  return new Map([
    ['recognizer', config.recognizer],
    ['labels', config.labels.join(', ')],
    ['silence', config.silenceClass ? 'on' : 'off'],
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
    ['time shift', `${formatSetting(augmentation.timeShiftSeconds)} s`],
    ['gain', `${formatSetting(augmentation.gainDb)} dB`],
    ['noise', formatSetting(augmentation.noiseProbability)],
    ['noise SNR', `${augmentation.noiseSnrDb.map(formatSetting).join(' to ')} dB`],
    ['time masks', `${augmentation.timeMasks} × ${augmentation.timeMaskFrames}`],
    ['frequency masks', `${augmentation.frequencyMasks} × ${augmentation.frequencyMaskBins}`],
  ]);
}

/** Labels only one of two has, as `+ stop, - go`; their order where the sets are the same. */
function labelDifference(from: readonly string[], to: readonly string[]): Difference {
  const added = to.filter((label) => !from.includes(label)).map((label) => `+ ${label}`);
  const gone = from.filter((label) => !to.includes(label)).map((label) => `− ${label}`);
  const words = [...added, ...gone].join(', ');
  return { name: 'labels', from: '', to: words === '' ? 'in another order' : words };
}

/**
 * Settings of `to` that differ from `from`, in the order of the form.
 * @param from the run that is compared against
 */
export function runDifferences(from: TrainingConfig, to: TrainingConfig): readonly Difference[] {
  const before = describe(from);
  const differences: Difference[] = [];
  for (const [name, value] of describe(to)) {
    const old = before.get(name) ?? '';
    if (old === value) continue;
    differences.push(
      name === 'labels' ? labelDifference(from.labels, to.labels) : { name, from: old, to: value },
    );
  }
  return differences;
}

/** One line: `dropout 0.2 → 0.5`. */
export function differenceWords({ name, from, to }: Difference): string {
  return from === '' ? `${name} ${to}` : `${name} ${from} → ${to}`;
}

/** All settings of a configuration as pairs for the screen, labels left out. */
export function configurationRows(
  config: TrainingConfig,
): readonly (readonly [name: string, value: string])[] {
  return [...describe(config)].filter(([name]) => name !== 'labels');
}
