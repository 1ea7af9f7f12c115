// lab music evaluate: how well a generator predicts tunes, beside an n-gram on the same tokens.
// Not the measuring itself: src/main/engine/music.

import { resolve } from 'node:path';
import type { ItemProgress } from '../../../shared/contract/call';
import type { GeneratorEvaluation, TokenScores } from '../../../shared/contract/generation';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { countCorpus, evaluateGenerator, makeCorpus, openGenerator, scoreSplit } from '../../engine/music';
import type { Corpus, SplitScores } from '../../engine/music';
import type { Command } from '../context';
import { plural, table } from '../format';
import { readTuneSources } from '../tuneSources';

export const musicEvaluate: Command<'music evaluate'> = async ({ positionals, options }, context) => {
  const { terminal, signal } = context;
  const [modelFolder, ...paths] = positionals;
  const model = await openGenerator(resolve(modelFolder), options.backend);
  try {
    const { config } = model.receipt;
    const { tunes, failed } = await readTuneSources(paths, config.stepsPerQuarter, context);
    const corpus = makeCorpus(tunes, config);
    for (const warning of corpus.warnings) terminal.note(warning);
    const split = options.split ?? usualSplit(corpus);
    const hooks = {
      signal,
      onProgress: ({ done, total, item = '' }: ItemProgress) =>
        terminal.progress(`${item} ${done} of ${total}`.trim()),
    };
    const hasTraining = countCorpus(corpus).train.tunes > 0;
    const evaluation = hasTraining
      ? await evaluateGenerator(model, corpus, split, hooks)
      : { ...(await scoreSplit(model, corpus, split, hooks)), ...withoutTraining };
    terminal.print(describe(evaluation));
    terminal.printJson({
      ...evaluation,
      ...{ vocabulary: model.vocabulary, model: modelFolder, backend: model.backend },
      ...{ skipped: corpus.skipped.length, failed: failed.length },
    });
    return 0;
  } finally {
    model.dispose();
  }
};

/** What can be said of tunes that come without those the n-gram would count. */
const withoutTraining = {
  training: null,
  ngram: null,
  verdict: 'No n-gram beside it: these files have no train split to count.',
} as const;

type Evaluated = SplitScores &
  (Pick<GeneratorEvaluation, 'training' | 'ngram' | 'verdict'> | typeof withoutTraining);

function usualSplit(corpus: Corpus): TuneSplit {
  return countCorpus(corpus).test.tunes > 0 ? 'test' : 'valid';
}

function describe(evaluation: Evaluated): string {
  const { split, tunes, tokens, training, ngram, verdict } = evaluation;
  const row = (name: string, scores: TokenScores) => [
    ...[name, scores.nllPerToken.toFixed(3), scores.perplexity.toFixed(2)],
    scores.nllPerFrame === null ? '-' : scores.nllPerFrame.toFixed(3),
  ];
  return [
    `${plural(tunes, 'tune')} of split ${split}, ${tokens.toLocaleString('en')} tokens; nats`,
    '',
    table([
      ['', 'a token', 'perplexity', 'a frame'],
      row('the generator', evaluation),
      ...(training ? [row('  on tunes it learned', training)] : []),
      ...(ngram ? [row(`${ngram.order}-gram`, ngram)] : []),
    ]),
    '',
    verdict,
  ].join('\n');
}
