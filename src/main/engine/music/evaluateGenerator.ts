// Holds a generator against tunes of a split, beside a model that only counted, and says in words what that means.
// Not the likelihoods themselves: likelihood.ts and src/shared/music/ngram.ts.

import type { ItemProgress } from '../../../shared/contract/call';
import { LabError } from '../../../shared/contract/errors';
import type { GeneratorEvaluation, TokenScores } from '../../../shared/contract/generation';
import type { Vocabulary } from '../../../shared/contract/generators';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { createRandom, shuffle } from '../../../shared/dsp/random';
import {
  keyShifts,
  nllOfFrames,
  nllPerFrame,
  transposeTokens,
  trainNgram,
  vocabularyKey,
} from '../../../shared/music';
import { throwIfAborted, yieldToEvents } from '../training/events';
import type { Corpus, CorpusTune } from './corpus';
import { countTokens, tunesOf } from './corpus';
import { measureTunes } from './likelihood';
import type { GeneratorModel } from './openGenerator';
import { describeQuality } from './verdict';

export interface GeneratorEvaluationHooks {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ItemProgress) => void;
}

/** Tokens of the longest sequence the baseline counts: the best of 4 to 16 on real chorales, within seconds. */
const ngramOrder = 12;
/** Most tokens the baseline counts, all keys together: some ten seconds and half a gigabyte. */
const mostCounted = 12_000_000;

interface MeasuredSplit {
  readonly scores: TokenScores;
  readonly frames: number | null;
}

/** Means over all tokens, and over all frames as [L3] says. @param nlls NLL of every token of every tune */
function summarise(
  tunes: readonly CorpusTune[],
  nlls: readonly Float64Array[],
  kind: Vocabulary['kind'],
): MeasuredSplit {
  const sum = nlls.reduce((total, nll) => total + nll.reduce((a, b) => a + b, 0), 0);
  const nllPerToken = sum / countTokens(tunes);
  const perplexity = Math.exp(nllPerToken);
  if (kind === 'melody') return { scores: { nllPerToken, perplexity, nllPerFrame: null }, frames: null };
  const framed = tunes.map(({ tokens }, i) => nllOfFrames(tokens, nlls[i]));
  const frames = framed.reduce((total, tune) => total + tune.frames.length, 0);
  return { scores: { nllPerToken, perplexity, nllPerFrame: nllPerFrame(framed).nllPerFrame }, frames };
}

/** Training tunes in a fixed random order, until they have as many tokens as the split. */
function sampleTraining(corpus: Corpus, tokens: number): readonly CorpusTune[] {
  const order = shuffle([...tunesOf(corpus, 'train')], createRandom(1));
  const taken: CorpusTune[] = [];
  for (const tune of order) {
    if (taken.length > 0 && countTokens(taken) + tune.tokens.length - 1 > tokens) break;
    taken.push(tune);
  }
  return taken;
}

function requireTunes(model: GeneratorModel, corpus: Corpus, split: TuneSplit): readonly CorpusTune[] {
  if (vocabularyKey(model.vocabulary) !== vocabularyKey(corpus.vocabulary)) {
    throw new LabError(
      'bad-model',
      'The tunes were made into tokens of another vocabulary than the model has. Evaluate it on its own run.',
      { expected: vocabularyKey(model.vocabulary), got: vocabularyKey(corpus.vocabulary) },
    );
  }
  const tunes = tunesOf(corpus, split);
  if (tunes.length > 0) return tunes;
  throw new LabError('bad-data', `Expected tunes in the ${split} split, found none. Import more tunes.`, {
    split,
  });
}

/** What the model alone says of a split. */
export type SplitScores = Pick<
  GeneratorEvaluation,
  'split' | 'tunes' | 'tokens' | 'frames' | 'nllPerToken' | 'perplexity' | 'nllPerFrame'
>;

/**
 * Exact NLL over whole tunes of a split, without anything beside it: for tunes that come without a training split.
 * @throws bad-data when the split has no tune, bad-model where the corpus has another vocabulary, aborted
 */
export async function scoreSplit(
  model: GeneratorModel,
  corpus: Corpus,
  split: TuneSplit,
  { signal, onProgress }: GeneratorEvaluationHooks = {},
): Promise<SplitScores> {
  const tunes = requireTunes(model, corpus, split);
  const total = tunes.length;
  const measured = await measureTunes(
    model.network,
    tunes.map(({ tokens }) => tokens),
    { signal, onProgress: (done) => onProgress?.({ done, total, item: 'asking the model' }) },
  );
  const nlls = measured.map(({ nll }) => nll);
  const { scores, frames } = summarise(tunes, nlls, corpus.vocabulary.kind);
  return { split, tunes: total, tokens: countTokens(tunes), frames, ...scores };
}

/** What the baseline counts: the training tunes, in every key where the model has heard them in every key. */
function* sequencesToCount({ codec }: GeneratorModel, corpus: Corpus): Generator<Int32Array, void> {
  let counted = 0;
  for (const { tokens } of tunesOf(corpus, 'train')) {
    const shifts = corpus.keys === 'random-key' ? keyShifts(codec, tokens) : [0];
    for (const shift of shifts) {
      counted += tokens.length;
      if (counted > mostCounted) return;
      yield transposeTokens(codec, tokens, shift);
    }
  }
}

/** NLLs of the baseline, which has counted the tunes the model was trained on. */
async function measureBaseline(
  model: GeneratorModel,
  corpus: Corpus,
  tunes: readonly CorpusTune[],
  signal?: AbortSignal,
): Promise<readonly Float64Array[]> {
  await yieldToEvents();
  throwIfAborted(signal);
  const { vocabSize } = model.codec;
  const baseline = trainNgram(sequencesToCount(model, corpus), { order: ngramOrder, vocabSize });
  await yieldToEvents();
  throwIfAborted(signal);
  return tunes.map(({ tokens }) => baseline.tokenNll(tokens));
}

/**
 * Evaluates a generator: exact NLL over whole tunes of a split, over training tunes, and the n-gram's on the same.
 * @param corpus of the run the model comes from, see readCorpus
 * @throws bad-data when the split has no tune, bad-model where the corpus has another vocabulary, aborted
 */
export async function evaluateGenerator(
  model: GeneratorModel,
  corpus: Corpus,
  split: TuneSplit,
  { signal, onProgress }: GeneratorEvaluationHooks = {},
): Promise<Omit<GeneratorEvaluation, 'createdAt'>> {
  const tunes = requireTunes(model, corpus, split);
  requireTunes(model, corpus, 'train');
  const { kind } = corpus.vocabulary;
  const training = split === 'train' ? tunes : sampleTraining(corpus, countTokens(tunes));
  const total = tunes.length + (split === 'train' ? 0 : training.length) + 1;
  const measure = async (some: readonly CorpusTune[], before: number, item: string) => {
    const tell = (done: number) => onProgress?.({ done: before + done, total, item });
    const tokens = some.map((tune) => tune.tokens);
    const measured = await measureTunes(model.network, tokens, { signal, onProgress: tell });
    return summarise(
      some,
      measured.map(({ nll }) => nll),
      kind,
    );
  };
  const own = await measure(tunes, 0, 'asking the model');
  const trained =
    split === 'train' ? own : await measure(training, tunes.length, 'asking about its own tunes');
  onProgress?.({ done: total - 1, total, item: 'counting for the n-gram' });
  const nlls = await measureBaseline(model, corpus, tunes, signal);
  onProgress?.({ done: total, total });
  const figures = {
    split,
    tunes: tunes.length,
    tokens: countTokens(tunes),
    frames: own.frames,
    ...own.scores,
    training: trained.scores,
    ngram: { order: ngramOrder, ...summarise(tunes, nlls, kind).scores },
  };
  return { ...figures, verdict: describeQuality(figures) };
}
