// A fake of an evaluation: every number follows from the clips, the same ones each time.
// Never imported by production code.

import type { ClipPrediction, Evaluation } from '../../shared/contract/evaluation';
import type { RecognizerRun } from '../../shared/contract/training';
import type { FakeState } from './fakeServices';

/** One clip in nine is taken for the next label. */
export function fakeEvaluation(state: FakeState, run: RecognizerRun, split: Evaluation['split']): Evaluation {
  const clips = state.clips.filter((clip) => split === 'all' || clip.split === split);
  const labels = run.outputs;
  const predictions = clips.map((clip, i): ClipPrediction => {
    const truth = labels.indexOf(clip.label);
    const wrong = i % 9 === 4;
    const predicted = labels[wrong ? (truth + 1) % labels.length : truth];
    const probability = 0.6 + 0.39 * Math.abs(Math.sin(i * 1.7));
    return {
      clipId: clip.id,
      label: clip.label,
      predicted,
      probability,
      trueProbability: wrong ? (1 - probability) * 0.7 : probability,
    };
  });
  const counts = labels.map((truth) =>
    labels.map(
      (predicted) => predictions.filter((one) => one.label === truth && one.predicted === predicted).length,
    ),
  );
  const right = predictions.filter((one) => one.label === one.predicted).length;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const accuracy = right / Math.max(1, predictions.length);
  return {
    runId: run.id,
    split,
    accuracy,
    interval: [Math.max(0, accuracy - 0.06), Math.min(1, accuracy + 0.04)],
    loss: 0.31,
    perClass: labels.map((label, i) => {
      const recall = counts[i][i] / sum(counts[i]);
      const precision = counts[i][i] / sum(counts.map((row) => row[i]));
      return {
        label,
        precision,
        recall,
        f1: (2 * precision * recall) / (precision + recall),
        support: sum(counts[i]),
      };
    }),
    confusion: { labels, counts },
    predictions,
    skipped: 0,
    sharedSpeakers: ['ada', 'grace', 'alan'],
    createdAt: '2026-11-22T12:00:00.000Z',
  };
}
