// How often each sequence of tokens occurs: a trie in flat arrays, millions of nodes in a few hundred megabytes.
// No probabilities: ngram.ts makes those.

import { LabError } from '../contract/errors';

/** Nodes are sequences of 0 to `order` tokens; node 0 is the empty one. */
export interface NgramTrie {
  readonly order: number;
  /** Number of nodes, the empty one included. */
  size(): number;
  /** The node of a sequence longer by `token`, or -1. */
  child(node: number, token: number): number;
  /** Adds every sequence of at most `order` tokens that ends at each place of `tokens`. */
  add(tokens: ArrayLike<number>): void;
  readonly arrays: NgramArrays;
}

/** Parallel arrays by node. */
export interface NgramArrays {
  parent: Int32Array;
  token: Int32Array;
  /** Occurrences. */
  count: Int32Array;
  /** Node of the sequence without its first token. */
  suffix: Int32Array;
  /** Tokens of the sequence. */
  depth: Uint8Array;
  /** First token of the sequence. */
  first: Int32Array;
}

const MAX_NODES = 40_000_000;

/** An empty trie. @param order longest sequence, 1 to 20 */
export function createNgramTrie(order: number): NgramTrie {
  let capacity = 1024;
  let slots = new Int32Array(capacity * 2).fill(-1);
  let nodes = 1;
  const arrays: NgramArrays = {
    parent: new Int32Array(capacity).fill(-1),
    token: new Int32Array(capacity),
    count: new Int32Array(capacity),
    suffix: new Int32Array(capacity),
    depth: new Uint8Array(capacity),
    first: new Int32Array(capacity),
  };

  const slotOf = (node: number, token: number) => {
    const mask = slots.length - 1;
    let slot = mix(Math.imul(node, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b)) & mask;
    for (;;) {
      const found = slots[slot];
      if (found < 0 || (arrays.parent[found] === node && arrays.token[found] === token)) return slot;
      slot = (slot + 1) & mask;
    }
  };

  const grow = () => {
    capacity *= 2;
    if (capacity > MAX_NODES * 2) {
      throw new LabError(
        'too-large',
        `An n-gram model of more than ${MAX_NODES} sequences: take a lower order.`,
      );
    }
    arrays.parent = enlarge(arrays.parent, new Int32Array(capacity));
    arrays.token = enlarge(arrays.token, new Int32Array(capacity));
    arrays.count = enlarge(arrays.count, new Int32Array(capacity));
    arrays.suffix = enlarge(arrays.suffix, new Int32Array(capacity));
    arrays.depth = enlarge(arrays.depth, new Uint8Array(capacity));
    arrays.first = enlarge(arrays.first, new Int32Array(capacity));
    slots = new Int32Array(capacity * 2).fill(-1);
    for (let node = 1; node < nodes; node++) slots[slotOf(arrays.parent[node], arrays.token[node])] = node;
  };

  const ensure = (node: number, token: number, suffix: number) => {
    const slot = slotOf(node, token);
    if (slots[slot] >= 0) return slots[slot];
    if (nodes >= capacity) {
      grow();
      return ensure(node, token, suffix);
    }
    const made = nodes++;
    slots[slot] = made;
    arrays.parent[made] = node;
    arrays.token[made] = token;
    arrays.suffix[made] = suffix;
    arrays.depth[made] = arrays.depth[node] + 1;
    arrays.first[made] = node === 0 ? token : arrays.first[node];
    return made;
  };

  return {
    order,
    arrays,
    size: () => nodes,
    child: (node, token) => slots[slotOf(node, token)],
    add(tokens) {
      const recent = new Int32Array(order); // recent[k]: node of the last k + 1 tokens
      for (let i = 0; i < tokens.length; i++) {
        for (let length = Math.min(order, i + 1); length >= 2; length--)
          recent[length - 1] = recent[length - 2];
        let suffix = 0;
        for (let length = 1; length <= Math.min(order, i + 1); length++) {
          const node = ensure(length === 1 ? 0 : recent[length - 1], tokens[i], suffix);
          arrays.count[node]++;
          recent[length - 1] = node;
          suffix = node;
        }
      }
    },
  };
}

function enlarge<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** MurmurHash3's finaliser. */
function mix(bits: number): number {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
