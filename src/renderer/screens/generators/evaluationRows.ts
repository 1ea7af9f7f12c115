// An evaluation as rows of a bar chart: who, on which tunes, how long the bar.
// Pure; EvaluationBars draws them.

import type { GeneratorEvaluation, TokenScores } from '../../../shared/contract/generation';
import { splitNames } from './generatorWords';

export interface EvaluationRow {
  readonly name: string;
  readonly hint: string;
  readonly kind: 'model' | 'training' | 'ngram';
  readonly scores: TokenScores;
  /** Length of the bar, 0 to 1: its NLL per token over the largest one. */
  readonly share: number;
}

export function evaluationRows(evaluation: GeneratorEvaluation): readonly EvaluationRow[] {
  const { training, ngram, split } = evaluation;
  const tunes = `${splitNames[split]} tunes`;
  const rows = [
    {
      name: `Generator, ${tunes}`,
      hint: 'On tunes it has not learned from.',
      kind: 'model',
      scores: evaluation,
    },
    {
      name: 'Generator, training tunes',
      hint: 'On tunes it learned from: the gap to the row above is what it knows by heart.',
      kind: 'training',
      scores: training,
    },
    {
      name: `${ngram.order}-gram, ${tunes}`,
      hint: `The baseline: counts which token followed the ${ngram.order - 1} before it in the training tunes (Kneser-Ney). A generator worth its time is better.`,
      kind: 'ngram',
      scores: ngram,
    },
  ] as const;
  const known = rows.map((row) => row.scores.nllPerToken).filter(Number.isFinite);
  const largest = Math.max(...known, Number.MIN_VALUE);
  return rows.map((row) => ({ ...row, share: shareOf(row.scores.nllPerToken, largest) }));
}

const shareOf = (nats: number, largest: number) => (Number.isFinite(nats) ? Math.max(0, nats / largest) : 0);
