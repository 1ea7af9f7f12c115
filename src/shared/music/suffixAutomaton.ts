// A suffix automaton: it knows every run of symbols that occurs in one sequence, in linear space
// (Blumer et al., 1985). Built over the short side; the long side is only read along it.

/** All runs of a sequence. */
export interface SuffixAutomaton {
  /** The state behind `symbol`, or -1. State 0 is the empty run. */
  next(state: number, symbol: number): number;
  /** The state of the longest proper suffix that occurs elsewhere too; -1 for state 0. */
  link(state: number): number;
  /** Length of the longest run of a state. */
  length(state: number): number;
  /** Index of the last symbol of the first occurrence. */
  end(state: number): number;
}

/** @param symbols any whole numbers */
export function createSuffixAutomaton(symbols: ArrayLike<number>): SuffixAutomaton {
  const edges: Map<number, number>[] = [new Map()];
  const links = [-1];
  const lengths = [0];
  const ends = [-1];
  const make = (length: number, link: number, end: number, from: Map<number, number>) => {
    edges.push(from);
    links.push(link);
    lengths.push(length);
    ends.push(end);
    return edges.length - 1;
  };
  let last = 0;
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i];
    const made = make(lengths[last] + 1, 0, i, new Map());
    let state = last;
    while (state >= 0 && !edges[state].has(symbol)) {
      edges[state].set(symbol, made);
      state = links[state];
    }
    if (state >= 0) {
      const found = edges[state].get(symbol)!;
      if (lengths[found] === lengths[state] + 1) links[made] = found;
      else {
        const clone = make(lengths[state] + 1, links[found], ends[found], new Map(edges[found]));
        while (state >= 0 && edges[state].get(symbol) === found) {
          edges[state].set(symbol, clone);
          state = links[state];
        }
        links[found] = clone;
        links[made] = clone;
      }
    }
    last = made;
  }
  return {
    next: (state, symbol) => edges[state].get(symbol) ?? -1,
    link: (state) => links[state],
    length: (state) => lengths[state],
    end: (state) => ends[state],
  };
}

/** A run that two sequences share. */
export interface SharedRun {
  /** Symbols; 0 where nothing is shared. */
  readonly length: number;
  /** Index of its last symbol in the automaton's sequence (its first occurrence there). */
  readonly end: number;
  /** Index of its last symbol in the other sequence. */
  readonly otherEnd: number;
}

/**
 * The longest run of an automaton's sequence that occurs in another one; the first of equals there.
 * @param symbols read once, in linear time
 */
export function longestShared(automaton: SuffixAutomaton, symbols: ArrayLike<number>): SharedRun {
  let state = 0;
  let length = 0;
  let best = { length: 0, state: 0, otherEnd: -1 };
  for (let i = 0; i < symbols.length; i++) {
    while (state > 0 && automaton.next(state, symbols[i]) < 0) {
      state = automaton.link(state);
      length = automaton.length(state);
    }
    const next = automaton.next(state, symbols[i]);
    if (next < 0) continue;
    state = next;
    length++;
    if (length > best.length) best = { length, state, otherEnd: i };
  }
  return { length: best.length, end: automaton.end(best.state), otherEnd: best.otherEnd };
}
