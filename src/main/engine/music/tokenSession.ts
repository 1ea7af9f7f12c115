// A network hearing one sequence token by token, its state carried on. Not the choice of the next token.

import * as tf from '@tensorflow/tfjs';
import type { GeneratorNetwork, States } from './network';
import { runNetwork } from './network';

/** One sequence being heard. */
export interface TokenSession {
  /**
   * Hears tokens behind those heard before.
   * @returns logits of the token behind the last one, vocabSize numbers
   */
  hear(tokens: Int32Array): Float32Array;
  dispose(): void;
}

/** A session that has heard nothing yet. */
export function createTokenSession(network: GeneratorNetwork): TokenSession {
  let states: States | null = null;
  const forget = () => {
    if (states) tf.dispose([...states]);
    states = null;
  };
  return {
    hear(tokens) {
      const run = runNetwork(network, tokens, 1, states);
      forget();
      states = run.states;
      const logits = run.logits.dataSync() as Float32Array;
      run.logits.dispose();
      return logits.length === network.vocabSize ? logits : logits.slice(-network.vocabSize);
    },
    dispose: forget,
  };
}
