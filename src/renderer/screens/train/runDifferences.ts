// The settings of a recognizer as words, and what two of them do not share.
// What any training has in common: learning/configurationWords.

import type { TrainingConfig } from '../../../shared/contract/training';
import { formatSetting } from '../../charts/format';
import { learningWords, settingDifferences } from '../../learning/configurationWords';
import type { Difference, SettingWords } from '../../learning/configurationWords';

/** Every setting as text, in the order of the form. */
function describe(config: TrainingConfig): SettingWords {
  const { augmentation } = config;
  return [
    ['recognizer', config.recognizer],
    ['labels', config.labels.join(', ')],
    ['silence', config.silenceClass ? 'on' : 'off'],
    ...learningWords(config),
    ['time shift', `${formatSetting(augmentation.timeShiftSeconds)} s`],
    ['gain', `${formatSetting(augmentation.gainDb)} dB`],
    ['noise', formatSetting(augmentation.noiseProbability)],
    ['noise SNR', `${augmentation.noiseSnrDb.map(formatSetting).join(' to ')} dB`],
    ['time masks', `${augmentation.timeMasks} × ${augmentation.timeMaskFrames}`],
    ['frequency masks', `${augmentation.frequencyMasks} × ${augmentation.frequencyMaskBins}`],
  ];
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
  return settingDifferences(describe(from), describe(to)).map((one) =>
    one.name === 'labels' ? labelDifference(from.labels, to.labels) : one,
  );
}

/** All settings of a configuration as pairs for the screen, labels left out. */
export function configurationRows(config: TrainingConfig): SettingWords {
  return describe(config).filter(([name]) => name !== 'labels');
}
