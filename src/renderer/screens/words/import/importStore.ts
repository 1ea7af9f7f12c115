// The import as the person lives it: bring files, look at what would come in, import, see what did.
// Rules of reading names are src/shared/data's; writing is the engine's.

import { createStore } from 'zustand/vanilla';
import { findListFiles } from '../../../../shared/data/planImport';
import type { SplitLists } from '../../../../shared/data/planImport';
import { holdPage } from '../../../hosts/holdPage';
import type { Lab } from '../../../lab';
import { screenStoreHook } from '../../../stores/screenStore';
import { filesOfDrop, filesOfInput } from '../../../components/import/gatherFiles';
import type { BroughtFile } from '../../../components/import/gatherFiles';
import { importPlanned } from './importFiles';
import type { ImportTotals } from './importFiles';
import { reviewImport } from './importPlan';
import type { ImportReview } from './importPlan';

export type ImportState =
  | { readonly phase: 'closed' }
  | { readonly phase: 'gathering'; readonly found: number }
  | { readonly phase: 'review'; readonly review: ImportReview; readonly looseLabel: string }
  | { readonly phase: 'running'; readonly done: number; readonly total: number; readonly stop: () => void }
  | { readonly phase: 'done'; readonly totals: ImportTotals };

export type ImportStore = ReturnType<typeof createImportStore>;

/** @param now clock, for the name of the session */
export function createImportStore(lab: Lab, now: () => Date = () => new Date()) {
  const store = createStore<{ readonly state: ImportState }>(() => ({ state: { phase: 'closed' } }));
  const { actions } = lab.app.getState();
  const put = (state: ImportState) => store.setState({ state });
  let brought: readonly BroughtFile[] = [];
  let lists: SplitLists = { validation: null, testing: null };

  const review = (looseLabel: string) => {
    const labels = lab.app.getState().project?.labels ?? [];
    put({ phase: 'review', review: reviewImport(brought, { lists, labels, looseLabel }), looseLabel });
  };
  const take = async (files: readonly BroughtFile[]) => {
    if (files.length === 0) return put({ phase: 'closed' });
    brought = files;
    lists = await readLists(files);
    review('');
  };

  const run = async () => {
    const { state } = store.getState();
    const projectId = lab.app.getState().project?.id;
    if (state.phase !== 'review' || projectId === undefined) return;
    const { files } = state.review;
    const job = actions.startJob('Importing');
    const letGo = holdPage();
    const onProgress = (done: number, total: number) => {
      job.update(done, total);
      put({ phase: 'running', done, total, stop: abort });
    };
    const controller = new AbortController();
    const abort = () => controller.abort();
    job.signal.addEventListener('abort', abort, { once: true });
    onProgress(0, files.length);
    try {
      const session = `import-${now().toISOString().slice(0, 19).replaceAll(':', '-')}`;
      const { signal } = controller;
      put({
        phase: 'done',
        totals: await importPlanned(files, {
          clips: lab.services.clips,
          projectId,
          session,
          signal,
          onProgress,
        }),
      });
    } catch (error) {
      put({ phase: 'closed' });
      actions.report(error);
    } finally {
      letGo();
      job.end();
      await actions.attempt(() => actions.refreshClips());
    }
  };

  return {
    store,
    takeInput: (files: Iterable<File>) => actions.attempt(() => take(filesOfInput(files))),
    takeDrop: (data: DataTransfer) =>
      actions.attempt(async () => {
        put({ phase: 'gathering', found: 0 });
        await take(await filesOfDrop(data, (found) => put({ phase: 'gathering', found })));
      }),
    /** Says which word files without a folder are. */
    setLooseLabel: review,
    run,
    close: () => {
      brought = [];
      put({ phase: 'closed' });
    },
  };
}

async function readLists(files: readonly BroughtFile[]): Promise<SplitLists> {
  const paths = findListFiles(files.map((one) => one.path));
  const read = async (path: string | null) =>
    (await files.find((one) => one.path === path)?.file.text()) ?? null;
  return { validation: await read(paths.validation), testing: await read(paths.testing) };
}

export const useImport = screenStoreHook(createImportStore);
