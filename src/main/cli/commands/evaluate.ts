// lab evaluate: how good a model is on a folder of sounds.
// Not the measuring itself: src/main/engine/training.

import type { Evaluation } from '../../../shared/contract/evaluation';
import { openDatasetFolder } from '../../engine/library';
import { openModel } from '../../engine/models';
import { evaluateModel } from '../../engine/training';
import type { Command } from '../context';
import { percent, plural, table } from '../format';
import { noteOddFiles } from '../notes';

export const evaluate: Command<'evaluate'> = async ({ positionals, options }, { terminal, signal }) => {
  const [modelFolder, datasetFolder] = positionals;
  const model = await openModel(modelFolder, options.backend);
  try {
    const dataset = await openDatasetFolder(datasetFolder, { features: model.features, minimumLabels: 1 });
    noteOddFiles(terminal, dataset);
    const evaluation = await evaluateModel(model, dataset, options.split ?? 'test', {
      signal,
      onProgress: ({ done, total, item }) => terminal.progress(`${item} ${done} of ${total}`),
    });
    terminal.print(describe(evaluation));
    const { predictions, ...figures } = evaluation;
    const { ignored } = dataset;
    terminal.printJson({
      ...{ ...figures, clips: predictions.length, ignored },
      ...{ model: modelFolder, backend: model.backend },
    });
    return 0;
  } finally {
    model.dispose();
  }
};

/** The evaluation for a person: figures, classes, confusion. */
function describe(evaluation: Omit<Evaluation, 'runId'>): string {
  const { accuracy, interval, loss, perClass, confusion, predictions, skipped, split, sharedSpeakers } =
    evaluation;
  const [low, high] = interval;
  const left = skipped > 0 ? `, ${skipped} left out` : '';
  const classes = perClass.map(({ label, precision, recall, f1, support }) => [
    ...[label, percent(precision), percent(recall), percent(f1), String(support)],
  ]);
  const counts = confusion.labels.map((label, row) => [label, ...confusion.counts[row].map(String)]);
  return [
    `accuracy ${percent(accuracy)} (95 %: ${percent(low)} to ${percent(high)}), loss ${loss.toFixed(3)}, ` +
      `${plural(predictions.length, 'clip')} of split ${split}${left}`,
    ...(sharedSpeakers.length > 0
      ? [
          `${plural(sharedSpeakers.length, 'speaker')} of these were heard in training too: the score flatters.`,
        ]
      : []),
    '',
    table([['label', 'precision', 'recall', 'F1', 'clips'], ...classes]),
    '',
    'confusion (rows: said, columns: heard)',
    table([['', ...confusion.labels], ...counts]),
  ].join('\n');
}
