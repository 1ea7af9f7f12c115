// A network hearing one sequence token by token, its state carried on. Not the choice of the next token.

import * as tf from '@tensorflow/tfjs';
import type { GeneratorNetwork, States } from './network';
import { runVectors } from './network';

/** One sequence being heard. */
export interface TokenSession {
  /**
   * Hears tokens behind those heard before.
   * @returns logits of the token behind the last one, vocabSize numbers
   */
  hear(tokens: Int32Array): Float32Array;
  dispose(): void;
}

/** Writes the vectors of tokens: rows of the embedding, looked up here rather than multiplied with, or one-hot. */
function createLookup({ embedding, vocabSize }: GeneratorNetwork): (tokens: Int32Array) => tf.Tensor3D {
  const table = embedding ? (embedding.read().dataSync() as Float32Array).slice() : null;
  const width = table ? table.length / vocabSize : vocabSize;
  return (tokens) => {
    const vectors = new Float32Array(tokens.length * width);
    tokens.forEach((token, i) => {
      if (table) vectors.set(table.subarray(token * width, (token + 1) * width), i * width);
      else vectors[i * width + token] = 1;
    });
    return tf.tensor3d(vectors, [1, tokens.length, width]);
  };
}

/** A session that has heard nothing yet. The network must not be trained while it lasts. */
export function createTokenSession(network: GeneratorNetwork): TokenSession {
  const lookup = createLookup(network);
  let states: States | null = null;
  const forget = () => {
    if (states) tf.dispose([...states]);
    states = null;
  };
  return {
    hear(tokens) {
      const vectors = lookup(tokens);
      const run = runVectors(network, vectors, states);
      vectors.dispose();
      forget();
      states = run.states;
      const logits = run.logits.dataSync() as Float32Array;
      run.logits.dispose();
      return logits.length === network.vocabSize ? logits : logits.slice(-network.vocabSize);
    },
    dispose: forget,
  };
}
