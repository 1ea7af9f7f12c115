// The two ways of writing: variations beside the score, or bars in place. Notes are shown as they come.
// When and with what it is called: composeWriting.ts.

import type { GeneratorRun } from '../../../shared/contract/generators';
import type { Note } from '../../../shared/contract/score';
import type { StepRange } from '../../music/player/scorePlayer';
import { noSelection } from '../../music/roll/editDocument';
import { pushEdit } from '../../music/roll/editHistory';
import { barsWords } from '../../music/roll/noteWords';
import type { ComposeContext, Variation } from './composeState';
import { presentOf } from './composeState';
import { barNumbers } from './composeWords';
import { generationOptions } from './generateSettings';
import type { GenerateSettings } from './generateSettings';
import { createProgressQueue } from './progressQueue';
import { carryOut } from './sketches';
import type { Rewriting, Sketch } from './sketches';
import { beginVariation, finished, grown, writtenOf } from './variations';

/** Writes variations as the settings say, from a sketch. */
export async function writeVariations(
  { store, lab }: ComposeContext,
  run: GeneratorRun,
  settings: GenerateSettings,
  sketch: Sketch,
  signal: AbortSignal,
): Promise<void> {
  const { getState: get, setState: set } = store;
  const kept = get().variations.length > 0 ? Math.max(...get().variations.map(({ number }) => number)) : 0;
  const begun = Array.from({ length: settings.variations }, (_, i) =>
    beginVariation(sketch, kept + i + 1, settings.seed + i, settings.bars),
  );
  const put = (index: number, changed: Variation) => {
    begun[index] = changed;
    const known = get().variations.some(({ id }) => id === changed.id);
    set(({ variations }) => ({
      variations: known
        ? variations.map((one) => (one.id === changed.id ? changed : one))
        : [...variations, changed],
    }));
  };
  const queue = createProgressQueue((index, progress) => {
    const isNew = begun[index].written.notes.length === 0;
    put(index, grown(begun[index], progress));
    const { bars, tokens } = progress;
    const { id } = begun[index];
    set(({ writing }) => ({ writing: writing && { ...writing, variationId: id, bars, tokens } }));
    // The newest is shown while it is written, unless the person looks at or hears another one.
    if (isNew && lab.scorePlayer.store.getState().status !== 'playing') set({ shownId: id });
  });
  try {
    const made = await lab.services.generation.generate(
      { projectId: run.projectId, runId: run.id, ...generationOptions(settings, sketch.primer) },
      { signal, onProgress: queue.push },
    );
    queue.flush();
    made.forEach((tune, index) => put(index, finished(begun[index], tune)));
    dropEmpty(store);
  } finally {
    queue.dispose();
    dropUnfinished(store, begun);
  }
}

/** Variations that hold no note: the reason is shown in their place. */
function dropEmpty({ getState, setState }: ComposeContext['store']): void {
  const empty = getState().variations.filter(({ isWriting, fresh }) => !isWriting && fresh.size === 0);
  if (empty.length === 0) return;
  const ids = new Set(empty.map(({ id }) => id));
  setState(({ variations, shownId }) => ({
    variations: variations.filter(({ id }) => !ids.has(id)),
    shownId: shownId !== null && ids.has(shownId) ? null : shownId,
    problem: empty[0].message || 'The generator wrote no notes.',
  }));
}

/** After a failure: what was begun and holds notes stays, as stopped. */
function dropUnfinished({ setState }: ComposeContext['store'], begun: readonly Variation[]): void {
  const ids = new Set(begun.map(({ id }) => id));
  setState(({ variations, shownId }) => {
    const kept = variations.filter((one) => !ids.has(one.id) || !one.isWriting || one.fresh.size > 0);
    return {
      variations: kept.map((one) =>
        ids.has(one.id) && one.isWriting
          ? { ...one, isWriting: false, ending: 'stopped' as const, message: 'Stopped before its end.' }
          : one,
      ),
      shownId: kept.some(({ id }) => id === shownId) ? shownId : null,
    };
  });
}

/** Writes bars anew and puts them into the score, as one change; stopped, all stays as it was. */
export async function rewriteBars(
  { store, lab }: ComposeContext,
  run: GeneratorRun,
  settings: GenerateSettings,
  sketch: Rewriting,
  range: StepRange,
  signal: AbortSignal,
): Promise<void> {
  const { getState: get, setState: set } = store;
  const before = presentOf(get());
  const [first, last] = barNumbers(before.score, range);
  let notes: readonly Note[] = [];
  const queue = createProgressQueue((_, progress) => {
    notes = [...notes, ...progress.notes];
    const { bars, tokens, stepsPerQuarter } = progress;
    set(({ writing }) => ({ writing: writing && { ...writing, bars, tokens } }));
    const { score } = carryOut(sketch, { stepsPerQuarter, notes });
    if (presentOf(get()) === before) set({ trial: { score, selection: noSelection } });
  });
  try {
    const { bars, primer, startStep, meter } = sketch;
    const options = generationOptions({ ...settings, bars, variations: 1, mayEnd: false }, primer);
    const where = primer === null ? { meter } : { startStep };
    const [tune] = await lab.services.generation.generate(
      { projectId: run.projectId, runId: run.id, ...options, ...where },
      { signal, onProgress: queue.push },
    );
    if (signal.aborted) return set({ problem: 'Stopped: the bars are as they were.' });
    const { score, fresh } = carryOut(
      { ...sketch, base: presentOf(get()).score },
      writtenOf(tune, sketch.primer),
    );
    if (fresh.size === 0) return set({ problem: 'No note was written: the bars are as they were.' });
    const title = `Wrote ${barsWords(first, last)} anew`;
    const changed = { ...presentOf(get()), score, selection: fresh };
    const grew = score.stepsPerQuarter / before.score.stepsPerQuarter;
    set({
      history: pushEdit(get().history, changed, title),
      range: { from: range.from * grew, to: range.to * grew },
    });
  } finally {
    queue.dispose();
    set({ trial: null });
  }
}
