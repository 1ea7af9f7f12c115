// The baseline beside every generator: an interpolated, modified Kneser-Ney n-gram model over tokens.
// It learns by counting, in seconds; a network that does not beat it has learned nothing.

import { LabError } from '../contract/errors';
import { createNgramTrie } from './ngramCounts';
import type { NgramTrie } from './ngramCounts';
import { START_TOKEN } from './tokens/codec';

/** How a model is made. */
export interface NgramOptions {
  /** Tokens of the longest sequence counted, the predicted one included: 1 to 20. */
  readonly order: number;
  /** Ids of the vocabulary; START is among them and never predicted. */
  readonly vocabSize: number;
}

/** A model that has been trained. */
export interface NgramModel {
  readonly order: number;
  readonly vocabSize: number;
  /** Sequences it has counted. */
  readonly sequences: number;
  /**
   * Probability of each token behind a context.
   * @param context tokens from START on; only the last `order - 1` count
   * @returns vocabSize numbers that sum to 1; START's is 0
   */
  probabilities(context: ArrayLike<number>): Float64Array;
  /**
   * NLL of each token given all before it.
   * @param tokens begins with START
   * @returns nats, as long as `tokens`; 0 for START
   */
  tokenNll(tokens: ArrayLike<number>): Float64Array;
}

/** The discounts of one order for counts 1, 2 and 3 or more. */
type Discounts = readonly [number, number, number];

/** Of every node, as a context: what its followers add up to, and the weight it leaves to the shorter context. */
interface Tables {
  /** Times a sequence counts: as it occurs at the highest order, else in how many contexts it does. */
  readonly adjusted: Int32Array;
  readonly total: Float64Array;
  readonly backoff: Float64Array;
  /** By depth of the sequence. */
  readonly discounts: readonly Discounts[];
}

/**
 * Trains a model: Chen and Goodman, "An empirical study of smoothing techniques" (1999), section 3, as KenLM has
 * it (Heafield et al., 2013): sequences that begin with START keep their counts, the shortest context is
 * interpolated with the uniform distribution.
 * @param sequences token sequences, each from START on
 * @throws LabError invalid-argument for tokens outside the vocabulary; bad-data without any token to learn from
 */
export function trainNgram(sequences: Iterable<ArrayLike<number>>, options: NgramOptions): NgramModel {
  const { order, vocabSize } = options;
  if (!Number.isInteger(order) || order < 1 || order > 20) {
    throw new LabError('invalid-argument', `order: expected 1 to 20, got ${order}.`);
  }
  const trie = createNgramTrie(order);
  for (const tokens of sequences) {
    requireTokens(tokens, vocabSize);
    trie.add(tokens);
  }
  const tables = smooth(trie);
  if (!(tables.total[0] > 0)) throw new LabError('bad-data', 'An n-gram model needs at least one tune.');
  return createModel(trie, tables, options);
}

function requireTokens(tokens: ArrayLike<number>, vocabSize: number): void {
  if (tokens[0] !== START_TOKEN) {
    throw new LabError('invalid-argument', `Expected a sequence that begins with START, got ${tokens[0]}.`);
  }
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] >= 0 && tokens[i] < vocabSize && (i === 0 || tokens[i] !== START_TOKEN)) continue;
    throw new LabError(
      'invalid-argument',
      `Token ${tokens[i]} at ${i} is not of the vocabulary (1 to ${vocabSize - 1}).`,
    );
  }
}

function smooth(trie: NgramTrie): Tables {
  const { parent, depth, token } = trie.arrays;
  const size = trie.size();
  const adjusted = adjustCounts(trie);
  const discounts = estimateDiscounts(trie, adjusted);
  const total = new Float64Array(size);
  const backoff = new Float64Array(size);
  for (let node = 1; node < size; node++) {
    if (token[node] === START_TOKEN || adjusted[node] === 0) continue; // START is a context, never a follower
    total[parent[node]] += adjusted[node];
    backoff[parent[node]] += discountOf(discounts[depth[node]], adjusted[node]);
  }
  for (let node = 0; node < size; node++) backoff[node] = total[node] > 0 ? backoff[node] / total[node] : 1;
  return { adjusted, total, backoff, discounts };
}

/** Below the highest order a sequence counts once for each different token that stands before it. */
function adjustCounts(trie: NgramTrie): Int32Array {
  const { count, suffix, depth, first } = trie.arrays;
  const size = trie.size();
  const adjusted = new Int32Array(size);
  for (let node = 1; node < size; node++) {
    if (depth[node] === trie.order || first[node] === START_TOKEN) adjusted[node] += count[node];
    if (depth[node] > 1) adjusted[suffix[node]]++;
  }
  return adjusted;
}

/** Y = n1 / (n1 + 2 n2), D(k) = k - (k + 1) Y n(k+1) / n(k), for each order; 1/2, 1, 3/2 where data is too thin. */
function estimateDiscounts(trie: NgramTrie, adjusted: Int32Array): Discounts[] {
  const { depth, token } = trie.arrays;
  const seen = Array.from({ length: trie.order + 1 }, () => [0, 0, 0, 0, 0]);
  for (let node = 1; node < trie.size(); node++) {
    if (token[node] !== START_TOKEN && adjusted[node] <= 4) seen[depth[node]][adjusted[node]]++;
  }
  return seen.map(([, n1, n2, n3, n4]): Discounts => {
    const fallback: Discounts = [0.5, 1, 1.5];
    if (n1 === 0 || n2 === 0 || n3 === 0) return fallback;
    const y = n1 / (n1 + 2 * n2);
    const found: Discounts = [1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3];
    return found.every((discount, i) => discount > 0 && discount <= i + 1) ? found : fallback;
  });
}

function discountOf(discounts: Discounts, count: number): number {
  return count === 0 ? 0 : discounts[Math.min(count, 3) - 1];
}

function createModel(trie: NgramTrie, tables: Tables, { order, vocabSize }: NgramOptions): NgramModel {
  const { adjusted, total, backoff, discounts } = tables;
  const uniform = 1 / (vocabSize - 1);
  /** Nodes of the last 0, 1, ... tokens; -1 from the first on that was never seen. */
  const contexts = new Int32Array(order);

  const push = (token: number) => {
    for (let length = order - 1; length >= 1; length--) {
      contexts[length] = contexts[length - 1] < 0 ? -1 : trie.child(contexts[length - 1], token);
    }
  };
  const begin = (context: ArrayLike<number>, until: number) => {
    contexts.fill(-1);
    contexts[0] = 0;
    for (let i = Math.max(0, until - order + 1); i < until; i++) push(context[i]);
  };
  const follow = (below: number, node: number, token: number, length: number) => {
    const context = contexts[length];
    const count = node < 0 ? 0 : adjusted[node];
    const kept = count - discountOf(discounts[length + 1], count);
    return (token === START_TOKEN ? 0 : kept / total[context]) + backoff[context] * below;
  };
  const known = (length: number) => contexts[length] >= 0 && total[contexts[length]] > 0;

  const probabilityOf = (token: number) => {
    let probability = uniform;
    for (let length = 0; length < order; length++) {
      if (known(length))
        probability = follow(probability, trie.child(contexts[length], token), token, length);
    }
    return probability;
  };

  return {
    order,
    vocabSize,
    sequences: trie.size() - 1,
    probabilities(context) {
      begin(context, context.length);
      const probabilities = new Float64Array(vocabSize);
      for (let token = 0; token < vocabSize; token++) {
        if (token !== START_TOKEN) probabilities[token] = probabilityOf(token);
      }
      return probabilities;
    },
    tokenNll(tokens) {
      requireTokens(tokens, vocabSize);
      const nll = new Float64Array(tokens.length);
      begin(tokens, 1);
      for (let i = 1; i < tokens.length; i++) {
        nll[i] = -Math.log(probabilityOf(tokens[i]));
        push(tokens[i]);
      }
      return nll;
    },
  };
}
