// Writes one tune: hears the primer, then draws token after token until the bars are full.
// Not the variations, and not what people are told: generateTunes.ts.

import type { GenerationEnding, GenerationOptions } from '../../../shared/contract/generation';
import { createRandom, hashSeed } from '../../../shared/dsp/random';
import type { Random } from '../../../shared/dsp/random';
import { createSampler, END_TOKEN, intersectMasks, pitchMask } from '../../../shared/music';
import type { Sampler, TokenGrammar } from '../../../shared/music';
import { yieldToEvents } from '../training/events';
import type { BarCounter } from './barCounter';
import { createBarCounter } from './barCounter';
import type { GeneratorModel } from './openGenerator';
import type { Primer } from './primer';
import type { TokenSession } from './tokenSession';
import { createTokenSession } from './tokenSession';
import { gridOf } from './vocabulary';

/** A tune while it is written. */
export interface Draft {
  /** From START on, the primer's and those behind it. */
  readonly tokens: readonly number[];
  /** Tokens behind the primer. */
  readonly written: number;
  /** Notes begun behind the primer. */
  readonly notes: number;
  readonly bars: number;
  /** Step that has been reached, of the vocabulary's grid; the end of the last bar once the bars are full. */
  readonly step: number;
  /** null while it is being written. */
  readonly ending: GenerationEnding | null;
}

export interface WriteOptions extends GenerationOptions {
  readonly signal?: AbortSignal;
  /** Called about every 10 ms, and at the end. */
  readonly onDraft?: (draft: Draft) => void;
}

/** Others have their turn after so many ms. */
const turnMs = 10;
/** Tokens of a primer heard at once. */
const primerChunk = 256;
/** A bar of so many notes a quarter step is noise: tunes end there rather than never. */
const notesPerStep = 12;

/** Most tokens of a tune: the grammar lets every bar end, this keeps them from being full to the brim. */
const tokenLimit = ({ vocabulary }: GeneratorModel, bars: number): number =>
  (bars + 1) * (vocabulary.kind === 'frames' ? notesPerStep + 1 : 3) * 4 * gridOf(vocabulary);

/** Which tokens may sound in the model's own key. */
function limitPitches({ codec }: GeneratorModel, options: GenerationOptions, { shift }: Primer): Uint8Array {
  const pitchOf = (token: number) => (codec.pitchOf(token) < 0 ? -1 : codec.pitchOf(token) - shift);
  return pitchMask({ vocabSize: codec.vocabSize, pitchOf }, options);
}

/** All that a tune is written with. */
interface Desk {
  readonly grammar: TokenGrammar;
  readonly bars: BarCounter;
  readonly session: TokenSession;
  readonly sampler: Sampler;
  readonly random: Random;
  readonly limits: Uint8Array;
  readonly mask: Uint8Array;
}

function drawToken(desk: Desk, logits: Float32Array, mayEnd: boolean): number {
  const { grammar, mask, limits, sampler, random } = desk;
  grammar.allowed(mask);
  intersectMasks(mask, limits);
  if (!mayEnd) mask[END_TOKEN] = 0;
  return sampler.draw(logits, mask, random);
}

/** Hears the primer, letting others have their turn. @returns logits behind it, null where it was stopped */
async function hearPrimer(
  { session, grammar }: Desk,
  tokens: Int32Array,
  signal?: AbortSignal,
): Promise<Float32Array | null> {
  tokens.forEach((token) => grammar.push(token));
  let logits: Float32Array | null = null;
  for (let from = 0; from < tokens.length; from += primerChunk) {
    if (signal?.aborted) return null;
    logits = session.hear(tokens.slice(from, from + primerChunk));
    await yieldToEvents();
  }
  return logits;
}

/**
 * Writes a tune.
 * @param seed decides every draw: the same seed, model and options give the same notes
 * @throws invalid-argument where scale and range leave no pitch
 */
export async function writeTune(
  model: GeneratorModel,
  primer: Primer,
  options: WriteOptions,
  seed: number,
): Promise<Draft> {
  const { vocabSize } = model.codec;
  const desk: Desk = {
    grammar: model.codec.createGrammar(),
    bars: createBarCounter(model.vocabulary, primer),
    session: createTokenSession(model.network),
    sampler: createSampler(options),
    random: createRandom(hashSeed('tune', seed)),
    limits: limitPitches(model, options, primer),
    mask: new Uint8Array(vocabSize),
  };
  try {
    return await write(model, primer, options, desk);
  } finally {
    desk.session.dispose();
  }
}

async function write(
  model: GeneratorModel,
  primer: Primer,
  options: WriteOptions,
  desk: Desk,
): Promise<Draft> {
  const { signal, onDraft, bars: wanted, mayEnd = true } = options;
  const { grammar, bars, session } = desk;
  const tokens = Array.from(primer.tokens);
  const limit = tokenLimit(model, wanted);
  let notes = 0;
  const draft = (ending: GenerationEnding | null): Draft => ({
    tokens,
    written: tokens.length - primer.tokens.length,
    notes,
    bars: Math.min(bars.written, wanted),
    step: ending === 'bars' ? bars.endOf(wanted) : Math.max(primer.steps, grammar.steps),
    ending,
  });
  let logits = await hearPrimer(desk, primer.tokens, signal);
  let turnAt = performance.now();
  for (;;) {
    if (!logits || signal?.aborted) return draft('stopped');
    // An ending before the first note would be an empty tune: it is drawn again among the other tokens.
    const token = drawToken(desk, logits, mayEnd && notes > 0);
    if (token === END_TOKEN) return draft('model-ended');
    tokens.push(token);
    grammar.push(token);
    bars.push(token);
    if (model.codec.pitchOf(token) >= 0) notes += 1;
    if (bars.written >= wanted) return draft('bars');
    if (tokens.length - primer.tokens.length >= limit) return draft('token-limit');
    logits = session.hear(Int32Array.of(token));
    if (performance.now() - turnAt < turnMs) continue;
    onDraft?.(draft(null));
    await yieldToEvents();
    turnAt = performance.now();
  }
}
