// What an evaluation means, in plain words: against the n-gram, and against the tunes learned from.
// Not the figures.

import type { GeneratorEvaluation } from '../../../shared/contract/generation';

type Figures = Omit<GeneratorEvaluation, 'createdAt' | 'verdict'>;

/** Above this much more per token on unseen tunes than on its own, it has learned some by heart. */
const someGap = 0.15;
/** Above this, most. */
const wideGap = 0.6;
/** Differences below this share count as none. */
const sameShare = 0.01;

function compareWithCounting({ nllPerToken, perplexity, ngram }: Figures): string {
  const counted = `counting sequences of up to ${ngram.order} tokens reaches ${ngram.perplexity.toFixed(2)}`;
  const own = `It is as unsure of the next token as of ${perplexity.toFixed(2)} equally likely ones; ${counted}.`;
  const share = (ngram.nllPerToken - nllPerToken) / ngram.nllPerToken;
  if (share > sameShare) return `${own} It has learned more than counting can.`;
  if (share > -sameShare) return `${own} So far it knows no more than counting does.`;
  return `${own} Counting does better: train longer, or with more tunes.`;
}

function compareWithTraining({ split, nllPerToken, training }: Figures): string {
  if (split === 'train') return 'These are the tunes it was trained on: this says nothing about others.';
  const gap = nllPerToken - training.nllPerToken;
  const figures = `${training.perplexity.toFixed(2)} on tunes it was trained on`;
  if (gap > wideGap)
    return `With ${figures} it knows most of those by heart: more tunes or more dropout would help.`;
  if (gap > someGap) return `With ${figures} it knows some of those by heart.`;
  return `With ${figures} it treats new tunes like its own.`;
}

/** Two or three sentences for a person. */
export const describeQuality = (figures: Figures): string =>
  `${compareWithCounting(figures)} ${compareWithTraining(figures)}`;
