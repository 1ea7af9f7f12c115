import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { realData } from '../../testing/realData';
import { trainNgram } from './ngram';
import { readPianoRoll } from './pianoRoll';
import {
  createFrameCodec,
  encodeFrames,
  keyShifts,
  nllOfFrames,
  nllPerFrame,
  transposeTokens,
} from './tokens';
import type { FrameVocabulary } from './tokens';

const sequence = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 })
  .map((rest) => [0, ...rest]);
const corpus = fc.array(sequence, { minLength: 1, maxLength: 8 });

describe('the n-gram baseline', () => {
  it('gives probabilities that sum to 1 and are never 0, behind any context (property)', () => {
    fc.assert(
      fc.property(corpus, sequence, fc.integer({ min: 1, max: 6 }), (tunes, context, order) => {
        const probabilities = trainNgram(tunes, { order, vocabSize: 9 }).probabilities(context);
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        expect(probabilities[0]).toBe(0);
        expect(Math.min(...probabilities.subarray(1))).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });

  it('gives each token of a sequence the NLL that its probabilities say (property)', () => {
    fc.assert(
      fc.property(corpus, sequence, (tunes, tune) => {
        const model = trainNgram(tunes, { order: 4, vocabSize: 6 });
        const expected = tune.map((token, i) =>
          i === 0 ? 0 : -Math.log(model.probabilities(tune.slice(0, i))[token]),
        );
        expect(model.tokenNll(tune)).toBeAllclose(expected, { rtol: 1e-12 });
      }),
    );
  });

  it('smooths by hand-computed Kneser-Ney counts', () => {
    // Tunes 0 1 2 and 0 1 3, order 2, vocabulary {1..4}. Bigrams 01 twice, 12 and 13 once. Too thin to estimate:
    // discounts 1/2, 1, 3/2. Unigrams by contexts: 1 behind {0}, 2 and 3 behind {1}: each 1 of 3, discounted 1/2,
    // the 3 * 1/2 / 3 = 1/2 left goes to 4 tokens: P(2) = 1/6 + 1/8 = 7/24, P(4) = 1/8.
    // Behind 1: (1 - 1/2) / 2 + (2 * 1/2 / 2) * P: P(2|1) = 1/4 + 7/48 = 19/48, P(4|1) = 1/16.
    const model = trainNgram([[0, 1, 2], [0, 1, 3]], { order: 2, vocabSize: 5 }); // prettier-ignore
    expect(model.probabilities([0, 1])).toBeAllclose([0, 7 / 48, 19 / 48, 19 / 48, 1 / 16], { rtol: 1e-12 });
    // Behind 0 the count of 1 is 2, its discount 1: P(1|0) = 1/2 + 1/2 * 7/24.
    expect(model.probabilities([0])[1]).toBeCloseTo(1 / 2 + 7 / 48, 12);
  });

  it('learns what follows what', () => {
    const tune = [0, ...Array.from({ length: 300 }, (_, i) => 1 + (i % 3))];
    const model = trainNgram([tune], { order: 3, vocabSize: 8 });
    expect(model.probabilities([0, 1, 2])[3]).toBeGreaterThan(0.95);
    expect(model.tokenNll([0, 1, 2, 3, 1, 7]).at(-1)).toBeGreaterThan(4);
  });

  it('refuses what is not of its vocabulary, and no data', () => {
    expect(() => trainNgram([], { order: 3, vocabSize: 5 })).toThrow('at least one tune');
    expect(() => trainNgram([[0, 5]], { order: 3, vocabSize: 5 })).toThrow('Token 5 at 1');
    expect(() => trainNgram([[1, 2]], { order: 3, vocabSize: 5 })).toThrow('begins with START');
    expect(() => trainNgram([[0, 1]], { order: 0, vocabSize: 5 })).toThrow('order: expected 1 to 20');
  });
});

const file = realData('music', 'jsb', 'jsb-chorales-quarter.train-valid.json');

describe.skipIf(!file.present)(`Bach chorales ${file.why}`, () => {
  it('are predicted far better than by frame-wise models (8.45 and more, see SOURCES.md)', () => {
    const vocabulary: FrameVocabulary = {
      kind: 'frames',
      framesPerQuarter: 1,
      lowestPitch: 21,
      highestPitch: 108,
    };
    const codec = createFrameCodec(vocabulary);
    const book = readPianoRoll(readFileSync(file.path, 'utf8'), 'jsb');
    const train = book.train.map((tune) => encodeFrames(tune, vocabulary));
    const everyKey = train.flatMap((t) =>
      keyShifts(codec, t).map((shift) => transposeTokens(codec, t, shift)),
    );
    const model = trainNgram(everyKey, { order: 7, vocabSize: codec.vocabSize });
    const valid = book.valid.map((tune) => encodeFrames(tune, vocabulary));
    const { nllPerFrame: nll } = nllPerFrame(
      valid.map((tokens) => nllOfFrames(tokens, model.tokenNll(tokens))),
    );
    expect(nll).toBeLessThan(8);
    expect(nll).toBeGreaterThan(4);
  });
});
