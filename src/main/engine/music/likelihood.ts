// How probable whole tunes are to a network: the exact NLL of every token given all before it, the state carried on
// from START. Validation and evaluation both stand on it.

import * as tf from '@tensorflow/tfjs';
import { throwIfAborted, yieldToEvents } from '../training/events';
import type { ValidationResult } from '../training/validation';
import type { GeneratorNetwork, States } from './network';
import { runNetwork } from './network';

/** What is known of a tune's tokens. */
export interface TuneLikelihood {
  /** NLL of each token, nats, as long as the tune; 0 for START, which is never predicted. */
  readonly nll: Float64Array;
  /** Tokens that were the likeliest. */
  readonly correct: number;
}

export interface LikelihoodHooks {
  readonly signal?: AbortSignal;
  /** Tunes done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Rows and time steps given to the network at once. */
const [rowsAtOnce, timeAtOnce] = [32, 128];

/** Writes the NLL of the targets of some places and says how many were the likeliest. */
function readPlaces(
  logits: Float32Array,
  vocabSize: number,
  first: number,
  tokens: Int32Array,
  nll: Float64Array,
  from: number,
  length: number,
): number {
  let correct = 0;
  for (let i = 0; i < length; i++) {
    const start = (first + i) * vocabSize;
    let best = 0;
    for (let t = 1; t < vocabSize; t++) if (logits[start + t] > logits[start + best]) best = t;
    let sum = 0;
    for (let t = 0; t < vocabSize; t++) sum += Math.exp(logits[start + t] - logits[start + best]);
    const target = tokens[from + i + 1];
    nll[from + i + 1] = Math.log(sum) + logits[start + best] - logits[start + target];
    if (target === best) correct += 1;
  }
  return correct;
}

/** Some tunes side by side, window by window. */
async function measureGroup(
  network: GeneratorNetwork,
  tunes: readonly Int32Array[],
  signal?: AbortSignal,
): Promise<TuneLikelihood[]> {
  const results = tunes.map(({ length }) => ({ nll: new Float64Array(length), correct: 0 }));
  const longest = Math.max(...tunes.map(({ length }) => length - 1));
  let states: States | null = null;
  try {
    for (let from = 0; from < longest; from += timeAtOnce) {
      const time = Math.min(timeAtOnce, longest - from);
      const inputs = new Int32Array(tunes.length * time);
      tunes.forEach((tokens, row) =>
        inputs.set(tokens.subarray(from, Math.min(from + time, tokens.length - 1)), row * time),
      );
      const run = runNetwork(network, inputs, tunes.length, states);
      if (states) tf.dispose([...states]);
      states = run.states;
      const logits = run.logits.dataSync() as Float32Array;
      run.logits.dispose();
      tunes.forEach((tokens, row) => {
        const length = Math.min(time, tokens.length - 1 - from);
        if (length > 0)
          results[row].correct += readPlaces(
            logits,
            network.vocabSize,
            row * time,
            tokens,
            results[row].nll,
            from,
            length,
          );
      });
      await yieldToEvents();
      throwIfAborted(signal);
    }
  } finally {
    if (states) tf.dispose([...states]);
  }
  return results;
}

/**
 * The likelihood of whole tunes.
 * @param tunes START to END each
 * @returns in the order given
 * @throws aborted
 */
export async function measureTunes(
  network: GeneratorNetwork,
  tunes: readonly Int32Array[],
  hooks: LikelihoodHooks = {},
): Promise<TuneLikelihood[]> {
  const order = Array.from(tunes.keys()).sort((a, b) => tunes[a].length - tunes[b].length);
  const results = new Array<TuneLikelihood>(tunes.length);
  for (let start = 0; start < order.length; start += rowsAtOnce) {
    const group = order.slice(start, start + rowsAtOnce);
    const measured = await measureGroup(
      network,
      group.map((i) => tunes[i]),
      hooks.signal,
    );
    group.forEach((tune, i) => (results[tune] = measured[i]));
    hooks.onProgress?.(start + group.length, tunes.length);
  }
  return results;
}

/** Mean NLL a token and share of right answers; NaN without tunes. @throws aborted */
export async function validateTunes(
  network: GeneratorNetwork,
  tunes: readonly Int32Array[],
  signal?: AbortSignal,
): Promise<ValidationResult> {
  let [nll, correct, tokens] = [0, 0, 0];
  for (const tune of await measureTunes(network, tunes, { signal })) {
    nll += tune.nll.reduce((sum, value) => sum + value, 0);
    correct += tune.correct;
    tokens += tune.nll.length - 1;
  }
  return { validationLoss: nll / tokens, validationAccuracy: correct / tokens };
}
