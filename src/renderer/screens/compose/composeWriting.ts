// Lets the generator write: the settings, one call at a time, stop, and what went wrong.
// What becomes of its notes: writeNotes.ts. What it hears first: sketches.ts.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { GeneratorRun } from '../../../shared/contract/generators';
import type { Score } from '../../../shared/contract/score';
import type { ComposeContext, Writing } from './composeState';
import { presentOf } from './composeState';
import { drawSeed, inBounds, keepSettings } from './generateSettings';
import type { GenerateSettings } from './generateSettings';
import { rewriting, sketchOf } from './sketches';
import type { SketchSource } from './sketches';
import { rewriteBars, writeVariations } from './writeNotes';

export interface WritingActions {
  change(settings: Partial<GenerateSettings>): void;
  rollSeed(): void;
  /** Writes variations by the settings. */
  generate(run: GeneratorRun): Promise<void>;
  /** Writes the selected bars anew. */
  rewrite(run: GeneratorRun): Promise<void>;
  stop(): void;
}

/** @param scoreOf notes of a tune of the library */
export function createWritingActions(
  context: ComposeContext,
  scoreOf: (tuneId: string) => Promise<Score>,
): WritingActions {
  const { store, lab, random } = context;
  const { getState: get, setState: set } = store;
  let call: AbortController | null = null;

  const put = (changed: Partial<GenerateSettings>) => {
    const settings = inBounds({ ...get().settings, ...changed });
    set({ settings });
    keepSettings(settings);
  };
  const change = (changed: Partial<GenerateSettings>) => {
    set({ problem: '' });
    put(changed);
  };
  const source = (run: GeneratorRun, tune: Score | null): SketchSource => ({
    score: presentOf(get()).score,
    range: get().range,
    part: get().activePart,
    tune,
    oneVoice: run.vocabulary.kind === 'melody',
  });

  /** Makes the call, keeps `writing` true to it, and says what went wrong. */
  const write = async (
    writing: Omit<Writing, 'tokens' | 'isStopping' | 'bars'>,
    work: (signal: AbortSignal) => Promise<void>,
  ) => {
    if (call !== null) return;
    call = new AbortController();
    set({ writing: { ...writing, bars: 0, tokens: 0, isStopping: false }, problem: '' });
    try {
      await work(call.signal);
      lab.firstSteps.mark('composed');
    } catch (error) {
      const { code, message } = toLabErrorData(error);
      if (code !== 'aborted') set({ problem: message });
    } finally {
      call = null;
      set({ writing: null });
    }
  };

  const generate = async (run: GeneratorRun) => {
    const { settings } = get();
    await write({ kind: 'variations', variationId: null, totalBars: settings.bars }, async (signal) => {
      const wanted = settings.origin === 'tune' ? settings.tuneId : null;
      const sketch = sketchOf(settings, source(run, wanted === null ? null : await scoreOf(wanted)));
      if (sketch === null) return set({ problem: missingWords(settings) });
      await writeVariations(context, run, settings, sketch, signal);
      if (settings.rollsSeed) put({ seed: drawSeed(random) });
    });
  };

  const rewrite = async (run: GeneratorRun) => {
    const { range, settings } = get();
    if (range === null) return;
    const sketch = rewriting(source(run, null), range);
    await write({ kind: 'bars', variationId: null, totalBars: sketch.bars }, async (signal) => {
      await rewriteBars(context, run, settings, sketch, range, signal);
      if (settings.rollsSeed) put({ seed: drawSeed(random) });
    });
  };

  return {
    change,
    rollSeed: () => change({ seed: drawSeed(random) }),
    generate,
    rewrite,
    stop: () => {
      call?.abort();
      set(({ writing }) => ({ writing: writing && { ...writing, isStopping: true } }));
    },
  };
}

function missingWords({ origin }: GenerateSettings): string {
  if (origin === 'tune') return 'Choose a tune of the library to go on from.';
  return 'The score is empty: write some notes, open a tune, or begin from nothing.';
}
