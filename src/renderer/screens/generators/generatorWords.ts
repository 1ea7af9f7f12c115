// A generator's settings and results in words: for the run table, the preset's marks, the outcome of a run.
// Pure; how they are shown is the components' matter.

import type {
  GeneratorConfig,
  GeneratorPlan,
  GeneratorPreset,
  GeneratorRun,
  KeyHandling,
  TuneCounts,
} from '../../../shared/contract/generators';
import type { EpochMetrics } from '../../../shared/contract/training';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { cellTitles } from '../../../shared/music/describeNetwork';
import { formatCount, formatNumber, plural } from '../../charts/format';
import { bestEpoch } from '../../charts/trainingSeries';
import { learningWords, settingDifferences } from '../../learning/configurationWords';
import type { Difference, SettingWords } from '../../learning/configurationWords';
import { formatPerplexity } from '../../learning/perplexity';

export const keyNames: Readonly<Record<KeyHandling, string>> = {
  'as-written': 'as written',
  'random-key': 'random every epoch',
  'one-key': 'one key',
};

export const tokenNames: Readonly<Record<GeneratorConfig['tokens'], string>> = {
  melody: 'melody',
  frames: 'frames',
};

export const splitNames: Readonly<Record<TuneSplit, string>> = {
  train: 'training',
  valid: 'validation',
  test: 'test',
};

/** Every setting as text, in the order of the form. */
export function settingWords(config: GeneratorConfig): SettingWords {
  return [
    ['tokens', tokenNames[config.tokens]],
    ['grid', `${config.stepsPerQuarter} a quarter`],
    ['keys', keyNames[config.keys]],
    ['cell', cellTitles[config.cell]],
    ['units', config.units.join(' + ')],
    ['input', config.embedding === 0 ? 'one-hot' : `embedding of ${config.embedding}`],
    ['window', `${config.window} tokens`],
    ...learningWords(config),
  ];
}

/** Settings of `to` that differ from `from`, in the order of the form. */
export function generatorDifferences(from: GeneratorConfig, to: GeneratorConfig): readonly Difference[] {
  return settingDifferences(settingWords(from), settingWords(to));
}

/** What a person changed of a preset; seed and backend are no part of one. */
export function changesOf(preset: GeneratorPreset, settings: GeneratorConfig): readonly Difference[] {
  const { seed, backend } = settings;
  return generatorDifferences({ ...preset.config, seed, backend }, settings);
}

/** The preset that a configuration differs least from; null where there are none. */
export function nearestPreset(
  presets: readonly GeneratorPreset[],
  settings: GeneratorConfig,
): GeneratorPreset | null {
  const distances = presets.map((preset) => changesOf(preset, settings).length);
  return presets[distances.indexOf(Math.min(...distances))] ?? null;
}

/** Tunes of each part and steps, in one line under the start. */
export function planWords({ counts, steps }: Pick<GeneratorPlan, 'counts' | 'steps'>): string {
  const { train, valid, test } = counts;
  return `${formatCount(train.tunes)} training, ${formatCount(valid.tunes)} validation, ${formatCount(test.tunes)} test tunes; ${plural(steps, 'step')}`;
}

/** `36 tunes, 8,120 tokens`. */
export function countWords({ tunes, tokens }: TuneCounts[TuneSplit]): string {
  return `${plural(tunes, 'tune')}, ${plural(tokens, 'token')}`;
}

/** What the best epoch reached, in words a newcomer can hold on to. */
export function outcomeWords({ best, epochsDone }: Pick<GeneratorRun, 'best' | 'epochsDone'>): string {
  if (best === null) return 'No epoch was finished, so there is nothing to compose with.';
  if (!Number.isFinite(best.validationLoss)) {
    return 'There were no validation tunes: nobody knows how well it does on tunes it has not seen.';
  }
  return (
    `Epoch ${best.epoch} of ${epochsDone} did best on validation tunes: ${formatNumber(best.validationLoss)} nats a token. ` +
    `It is as unsure of the next token as if it chose among ${formatPerplexity(best.validationLoss)} equally likely ones.`
  );
}

/** Validation may wobble by this share before it is called rising. */
const RISE = 0.02;

/** What the curves say of learning by heart; null where they say nothing yet. */
export function curveWords(epochs: readonly EpochMetrics[]): string | null {
  const best = epochs.find((row) => row.epoch === bestEpoch(epochs));
  const last = epochs.at(-1);
  if (best === undefined || last === undefined || epochs.length < 3) return null;
  const since = last.epoch - best.epoch;
  if (since > 0 && last.validationLoss > best.validationLoss * (1 + RISE) && last.loss < best.loss) {
    return `Since epoch ${best.epoch} validation rises while training falls: it learns the tunes by heart. The weights of epoch ${best.epoch} are kept.`;
  }
  if (since === 0) return 'Validation still fell in the last epoch: more epochs may do better.';
  return null;
}
