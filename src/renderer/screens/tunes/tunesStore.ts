// State of the Tunes screen: filter, selection, the score of the tune in focus, the collection in numbers.
// Tunes are the app store's; changing them is stores/tuneEdits.

import { createStore } from 'zustand/vanilla';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { Score } from '../../../shared/contract/score';
import type { Tune, TuneOverview } from '../../../shared/contract/tunes';
import type { Lab } from '../../lab';
import { handToCompose } from '../../stores/composeInbox';
import { navigate } from '../../shell/route';
import { coalesce } from '../../stores/coalesce';
import { hasModel } from '../../stores/runChoice';
import { screenStoreHook } from '../../stores/screenStore';
import type { SelectHow, Selection } from '../../stores/selection';
import { keepSelection, moveFocus, nothingSelected, select, selectAll } from '../../stores/selection';
import { createTuneEdits } from '../../stores/tuneEdits';
import { createScoreCache } from './scoreCache';
import { createContentsIndex } from './tuneContents';
import type { TuneColumn, TuneFilter, TuneSplitsById, TuneSubset } from './tuneList';
import { arrangeTunes, nextOrder, noFilter } from './tuneList';

/** The notes of the tune in focus. */
export type ShownScore =
  | { readonly phase: 'none' }
  | { readonly phase: 'reading'; readonly tuneId: string }
  | { readonly phase: 'ready'; readonly tuneId: string; readonly score: Score }
  | { readonly phase: 'failed'; readonly tuneId: string; readonly message: string };

export type OverviewState =
  | { readonly phase: 'reading'; readonly overview: TuneOverview | null }
  | { readonly phase: 'ready'; readonly overview: TuneOverview }
  | { readonly phase: 'failed'; readonly overview: TuneOverview | null; readonly message: string };

export interface TunesState {
  readonly filter: TuneFilter;
  /** The tunes shown, in order. */
  readonly shown: readonly Tune[];
  readonly selection: Selection;
  readonly score: ShownScore;
  readonly overview: OverviewState;
  readonly splits: TuneSplitsById;
  /** What stands beside the list: the tune in focus or the whole collection. */
  readonly pane: 'tune' | 'collection';
  /** Tune whose title is being typed. */
  readonly renaming: string | null;
}

export type TunesStore = ReturnType<typeof createTunesStore>;

const noSplits: TuneSplitsById = new Map();

export function createTunesStore(lab: Lab) {
  const { app, services, scorePlayer } = lab;
  const edits = createTuneEdits(lab);
  const projectId = app.getState().project?.id ?? '';
  const scores = createScoreCache(services.tunes, projectId);
  const contents = createContentsIndex(scores);
  const store = createStore<TunesState>(() => ({
    filter: noFilter,
    shown: [],
    selection: nothingSelected,
    score: { phase: 'none' },
    overview: { phase: 'reading', overview: null },
    splits: noSplits,
    pane: 'tune',
    renaming: null,
  }));
  const { getState: get, setState: set } = store;
  const ids = () => get().shown.map((tune) => tune.id);
  const focusedTune = () => get().shown.find((tune) => tune.id === get().selection.focused) ?? null;

  const showScore = async () => {
    const tune = focusedTune();
    if (tune === null) return set({ score: { phase: 'none' } });
    const known = scores.peek(tune);
    if (known) return set({ score: { phase: 'ready', tuneId: tune.id, score: known } });
    set({ score: { phase: 'reading', tuneId: tune.id } });
    try {
      const score = await scores.get(tune);
      if (get().selection.focused === tune.id) set({ score: { phase: 'ready', tuneId: tune.id, score } });
    } catch (error) {
      const { code, message } = toLabErrorData(error);
      if (code === 'aborted' || get().selection.focused !== tune.id) return;
      set({ score: { phase: 'failed', tuneId: tune.id, message } });
    }
  };
  const setSelection = (selection: Selection) => {
    const moved = selection.focused !== get().selection.focused;
    set({ selection, ...(moved ? { renaming: null } : {}) });
    if (moved) void showScore();
  };
  const show = (filter: TuneFilter) => {
    const before = ids();
    set({ filter, shown: arrangeTunes(app.getState().tunes, filter, get().splits) });
    const kept = keepSelection(get().selection, before, ids());
    setSelection(kept.focused === null ? moveFocus(kept, ids(), 1, false) : kept);
  };

  const readOverview = coalesce(
    async () => {
      const { overview } = get().overview;
      set({ overview: { phase: 'reading', overview } });
      try {
        const read = await services.tunes.overview({ projectId });
        const splits = new Map(read.tuneIds.map((id, i) => [id, read.splits[i]]));
        set({ overview: { phase: 'ready', overview: read }, splits });
        if (get().filter.order.column === 'split') show(get().filter);
      } catch (error) {
        set({ overview: { phase: 'failed', overview, message: toLabErrorData(error).message } });
      }
    },
    () => (app.getState().tunes.length > 3000 ? 4000 : 600),
  );

  const unsubscribe = app.subscribe((state, before) => {
    if (state.tunes === before.tunes || state.project?.id !== projectId) return;
    show(get().filter);
    if (get().score.phase !== 'ready' || focusedTune() !== null) void showScore();
    void readOverview();
  });

  const load = async (tune: Tune): Promise<boolean> =>
    app.getState().actions.attempt(async () => {
      const score = await scores.get(tune);
      if (scorePlayer.store.getState().scoreId !== tune.id) scorePlayer.load(score, tune.id);
    });
  const play = async (tune: Tune, fromStep?: number) => {
    if (await load(tune)) scorePlayer.play(fromStep === undefined ? undefined : { fromStep });
  };
  const selectedTunes = () => {
    const { shown, selection } = get();
    return shown.filter((tune) => selection.selected.has(tune.id));
  };
  const compose = (kind: 'open' | 'primer', tune: Tune | null = focusedTune()) => {
    if (tune === null) return;
    const { generatorRuns, actions: shared } = app.getState();
    const canWrite = generatorRuns.some(hasModel);
    if (kind === 'primer' && !canWrite) {
      shared.notify(
        'info',
        'No generator is trained yet, so the tune is only opened. Train one on your tunes first.',
      );
    }
    handToCompose({ kind: canWrite ? kind : 'open', tuneId: tune.id });
    navigate('compose');
  };

  const actions = {
    setText: (text: string) => show({ ...get().filter, text }),
    showSubset: (subset: TuneSubset | null) =>
      show({ ...get().filter, subset, order: subset?.rank ? noFilter.order : get().filter.order }),
    sortBy: (column: TuneColumn) => show({ ...get().filter, order: nextOrder(get().filter.order, column) }),
    setPane: (pane: TunesState['pane']) => set({ pane }),
    select: (id: string, how: SelectHow) => {
      set({ pane: 'tune' });
      setSelection(select(get().selection, ids(), id, how));
    },
    move: (by: number, extend: boolean) => setSelection(moveFocus(get().selection, ids(), by, extend)),
    selectAll: () => setSelection(selectAll(get().selection, ids())),
    /** Focuses a tune whatever the filter, e.g. from a link of another screen. */
    reveal: (id: string) => {
      if (!get().shown.some((tune) => tune.id === id)) show({ ...noFilter, order: get().filter.order });
      set({ pane: 'tune' });
      setSelection(select(get().selection, ids(), id, 'only'));
    },
    play: (id: string) => {
      const tune = get().shown.find((one) => one.id === id);
      if (tune) void play(tune);
    },
    playOrStop: () => {
      const tune = focusedTune();
      if (scorePlayer.store.getState().status === 'playing') scorePlayer.stop();
      else if (tune !== null) void play(tune);
    },
    /** Moves the playhead of the tune in focus; playing goes on from there. */
    seek: (step: number) => {
      const tune = focusedTune();
      if (tune === null) return;
      const { status, scoreId } = scorePlayer.store.getState();
      if (status === 'playing' && scoreId === tune.id) scorePlayer.play({ fromStep: step });
      else void load(tune).then((loaded) => loaded && scorePlayer.seek(step));
    },
    removeSelected: () => edits.remove(selectedTunes().map((tune) => tune.id)),
    startRenaming: () => set({ renaming: get().selection.focused }),
    finishRenaming: (title: string | null) => {
      const tune = focusedTune();
      if (get().renaming === null) return;
      set({ renaming: null });
      if (title !== null && tune !== null) void edits.rename(tune, title);
    },
    openInCompose: () => compose('open'),
    useAsPrimer: () => compose('primer'),
    readOverview: () => void readOverview(),
  };
  show(noFilter);
  void readOverview();
  return { store, actions, edits, scores, contents, selectedTunes, dispose: unsubscribe };
}

export const useTunes = screenStoreHook(createTunesStore);
