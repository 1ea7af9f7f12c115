// The import of tunes as the person lives it: bring files, look at what would come in, import, see what did.
// Reading and writing are the engine's.

import { createStore } from 'zustand/vanilla';
import { filesOfDrop, filesOfInput } from '../../../components/import/gatherFiles';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { holdPage } from '../../../hosts/holdPage';
import type { Lab } from '../../../lab';
import { screenStoreHook } from '../../../stores/screenStore';
import { importTunes, planTuneImport } from './importTunes';
import type { TuneImportPlan, TuneImportTotals, TuneReading } from './importTunes';

export type TuneImportState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'gathering'; readonly found: number }
  | { readonly phase: 'review'; readonly plan: TuneImportPlan; readonly reading: TuneReading }
  | { readonly phase: 'running'; readonly done: number; readonly total: number; readonly stop: () => void }
  | { readonly phase: 'done'; readonly totals: TuneImportTotals };

const usualReading: TuneReading = { drums: false, framesPerQuarter: 4 };

export type TuneImportStore = ReturnType<typeof createTuneImportStore>;

export function createTuneImportStore(lab: Lab) {
  const store = createStore<{ readonly state: TuneImportState }>(() => ({ state: { phase: 'closed' } }));
  const { actions } = lab.app.getState();
  const put = (state: TuneImportState) => store.setState({ state });

  const take = (files: readonly BroughtFile[]) => {
    if (files.length === 0) return put({ phase: 'closed' });
    put({ phase: 'review', plan: planTuneImport(files), reading: usualReading });
  };

  const run = async () => {
    const { state } = store.getState();
    const projectId = lab.app.getState().project?.id;
    if (state.phase !== 'review' || projectId === undefined) return;
    const { plan, reading } = state;
    const job = actions.startJob('Importing tunes');
    const letGo = holdPage();
    const controller = new AbortController();
    const stop = () => controller.abort();
    job.signal.addEventListener('abort', stop, { once: true });
    const onProgress = (done: number, total: number) => {
      job.update(done, total);
      put({ phase: 'running', done, total, stop });
    };
    onProgress(0, plan.files.length);
    try {
      const { tunes } = lab.services;
      const { signal } = controller;
      const totals = await importTunes(plan.files, { tunes, projectId, reading, signal, onProgress });
      put({ phase: 'done', totals });
    } catch (error) {
      put({ phase: 'closed' });
      actions.report(error);
    } finally {
      letGo();
      job.end();
      await actions.attempt(() => actions.refreshTunes());
    }
  };

  const asked = new Set<() => void>();
  return {
    store,
    /** Opens the file dialog that {@link onAsk} belongs to: a browser opens one only for a control on the page. */
    ask: () => asked.forEach((open) => open()),
    onAsk: (open: () => void) => {
      asked.add(open);
      return () => void asked.delete(open);
    },
    takeInput: (files: Iterable<File>) => actions.attempt(async () => take(filesOfInput(files))),
    takeDrop: (data: DataTransfer) =>
      actions.attempt(async () => {
        put({ phase: 'gathering', found: 0 });
        take(await filesOfDrop(data, (found) => put({ phase: 'gathering', found })));
      }),
    setReading: (change: Partial<TuneReading>) => {
      const { state } = store.getState();
      if (state.phase === 'review') put({ ...state, reading: { ...state.reading, ...change } });
    },
    run,
    close: () => put({ phase: 'closed' }),
  };
}

export const useTuneImport = screenStoreHook(createTuneImportStore);
