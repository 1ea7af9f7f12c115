// Shows in the list what a bar of a chart counts; a bar of notes looks through the scores first, as a job.
// A second press on the same bar shows all tunes again.

import type { Lab } from '../../lab';
import type { BarTunes } from './collection';
import { subsetOfIds } from './collection';
import type { NoteContents } from './tuneContents';
import { hasDuration, hasPitchClass } from './tuneContents';
import type { TunesStore } from './tunesStore';

export async function showBar(
  { app }: Pick<Lab, 'app'>,
  { store, actions, contents }: Pick<TunesStore, 'store' | 'actions' | 'contents'>,
  bar: BarTunes,
): Promise<void> {
  const title = bar.by === 'record' ? bar.subset.title : bar.title;
  if (store.getState().filter.subset?.title === title) return actions.showSubset(null);
  if (bar.by === 'record') return actions.showSubset(bar.subset);
  const has = (one: NoteContents) =>
    bar.by === 'pitchClass' ? hasPitchClass(one, bar.pitchClass) : hasDuration(one, bar.quarters);
  const { tunes, actions: shared } = app.getState();
  const job = shared.startJob('Looking through the notes');
  try {
    await shared.attempt(async () => {
      const notes = await contents.read(tunes, { signal: job.signal, onProgress: job.update });
      const found = tunes.filter((_, i) => has(notes[i])).map((tune) => tune.id);
      actions.showSubset(subsetOfIds(title, found));
    });
  } finally {
    job.end();
  }
}
