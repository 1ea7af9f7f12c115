// lab music evaluate: how well a generator predicts tunes, beside an n-gram on the same tokens.
// Not the measuring itself: src/main/engine/music.

import { resolve } from 'node:path';
import type { GeneratorEvaluation, TokenScores } from '../../../shared/contract/generation';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { countCorpus, evaluateGenerator, makeCorpus, openGenerator } from '../../engine/music';
import type { Corpus } from '../../engine/music';
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
    const evaluation = await evaluateGenerator(model, corpus, split, {
      signal,
      onProgress: ({ done, total, item }) => terminal.progress(`${item ?? ''} ${done} of ${total}`.trim()),
    });
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

function usualSplit(corpus: Corpus): TuneSplit {
  return countCorpus(corpus).test.tunes > 0 ? 'test' : 'valid';
}

function describe(evaluation: Omit<GeneratorEvaluation, 'createdAt'>): string {
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
      row('  on tunes it learned', training),
      row(`${ngram.order}-gram`, ngram),
    ]),
    '',
    verdict,
  ].join('\n');
}
