import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../dsp/random';
import { createSampler, intersectMasks, pitchMask } from './sampling';
import {
  createFrameCodec,
  createMelodyCodec,
  defaultFrameVocabulary,
  defaultMelodyVocabulary,
  STEP_TOKEN,
} from './tokens';

const logits = [0, Math.log(2), Math.log(4), Math.log(1), -Infinity];

describe('sampling', () => {
  it('is the softmax at temperature 1, sharper below, flatter above', () => {
    expect(createSampler().probabilities(logits, null)).toBeAllclose([1 / 8, 2 / 8, 4 / 8, 1 / 8, 0]);
    expect(createSampler({ temperature: 0.5 }).probabilities(logits, null)).toBeAllclose([1 / 22, 4 / 22, 16 / 22, 1 / 22, 0]); // prettier-ignore
    expect(createSampler({ temperature: 0 }).probabilities(logits, null)).toBeAllclose([0, 0, 1, 0, 0]);
  });

  it('narrows to the k likeliest, and to the likeliest that reach p', () => {
    expect(createSampler({ topK: 2 }).probabilities(logits, null)).toBeAllclose([0, 2 / 6, 4 / 6, 0, 0]);
    expect(createSampler({ topP: 0.5 }).probabilities(logits, null)).toBeAllclose([0, 0, 1, 0, 0]);
    expect(createSampler({ topP: 0.51 }).probabilities(logits, null)).toBeAllclose([0, 2 / 6, 4 / 6, 0, 0]);
    expect(createSampler({ topP: 1e-9 }).probabilities(logits, [1, 0, 0, 1, 1])).toBeAllclose([
      1, 0, 0, 0, 0,
    ]);
  });

  it('draws only what the mask allows, whatever the options (property)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ logit: fc.oneof(fc.double({ min: -500, max: 500, noNaN: true }), fc.constant(-Infinity)), open: fc.boolean() }), { minLength: 1, maxLength: 30 }),
        fc.record({ temperature: fc.constantFrom(0, 0.1, 1, 2), topK: fc.nat(5), topP: fc.constantFrom(1e-6, 0.5, 1) }),
        fc.nat(),
        (tokens, options, seed) => {
          const mask = tokens.map(({ open }) => (open ? 1 : 0));
          const sampler = createSampler(options);
          const values = tokens.map(({ logit }) => logit);
          if (!mask.includes(1)) expect(() => sampler.draw(values, mask, createRandom(seed))).toThrow('No token is allowed');
          else {
            expect(mask[sampler.draw(values, mask, createRandom(seed))]).toBe(1);
            expect(sampler.probabilities(values, mask).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
          }
        },
      ),
      { numRuns: 300 },
    ); // prettier-ignore
  });

  it('draws as often as its probabilities say, and the same again with the same seed', () => {
    const draw = (seed: number) => {
      const random = createRandom(seed);
      const sampler = createSampler();
      return Array.from({ length: 8000 }, () => sampler.draw(logits, null, random));
    };
    const share = draw(1).filter((token) => token === 2).length / 8000;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.025); // 4.5 standard deviations
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('refuses options out of range and outputs that are not numbers', () => {
    expect(() => createSampler({ temperature: 2.1 })).toThrow('temperature: expected 0 to 2, got 2.1');
    expect(() => createSampler({ topK: -1 })).toThrow('topK');
    expect(() => createSampler({ topP: 0 })).toThrow('topP');
    expect(() => createSampler().draw([0, NaN], null, createRandom(1))).toThrow(
      expect.objectContaining({ code: 'diverged' }),
    );
  });
});

describe('pitch masks', () => {
  const codec = createFrameCodec(defaultFrameVocabulary);

  it('leave scale and range, and always a way to go on', () => {
    const mask = pitchMask(codec, { scale: [0, 7], lowestPitch: 60, highestPitch: 72 });
    const pitches = [...mask.keys()]
      .filter((token) => mask[token] && codec.pitchOf(token) >= 0)
      .map(codec.pitchOf);
    expect(pitches).toEqual([60, 67, 72]);
    expect(mask[STEP_TOKEN]).toBe(1);
    expect(() => pitchMask(codec, { scale: [1], lowestPitch: 60, highestPitch: 60 })).toThrow('leave none');
  });

  it('with the grammar of melodies never leave nothing, and make only what was asked for (property)', () => {
    const melody = createMelodyCodec(defaultMelodyVocabulary);
    const limits = pitchMask(melody, { scale: [2, 4, 6, 7, 9, 11, 1], lowestPitch: 57, highestPitch: 81 });
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed);
        const sampler = createSampler({ temperature: 2 });
        const grammar = melody.createGrammar();
        const mask = new Uint8Array(melody.vocabSize);
        const tokens = [0];
        for (let i = 0; i < 150 && !grammar.ended; i++) {
          grammar.allowed(mask);
          const token = sampler.draw(
            new Float32Array(melody.vocabSize),
            intersectMasks(mask, limits),
            random,
          );
          grammar.push(token);
          tokens.push(token);
        }
        for (const { pitch } of melody.decode(tokens).parts[0].notes)
          expect([1, 2, 4, 6, 7, 9, 11]).toContain(pitch % 12);
      }),
      { numRuns: 50 },
    );
  });
});
