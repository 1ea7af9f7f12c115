// State of the Words screen: filter, selection, the picture of the clip in focus, the features being tried.
// Clips and labels are the app store's; changing them is stores/clipEdits.

import { createStore } from 'zustand/vanilla';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { Clip } from '../../../shared/contract/clips';
import type { FeatureConfig } from '../../../shared/contract/features';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import { featureKey, validateFeatureConfig } from '../../../shared/dsp';
import type { Trim } from '../../components/timeAxis';
import type { Lab } from '../../lab';
import { createClipEdits } from '../../stores/clipEdits';
import { screenStoreHook } from '../../stores/screenStore';
import { createClipPicture } from './clipPicture';
import type { ClipPictureState } from './clipPicture';
import type { ClipFilter } from './clipFilter';
import { filterClips, noFilter } from './clipFilter';
import type { SelectHow, Selection } from '../../stores/selection';
import { keepSelection, moveFocus, nothingSelected, select, selectAll } from '../../stores/selection';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface WordsState {
  readonly filter: ClipFilter;
  /** The clips shown, in order. */
  readonly shown: readonly Clip[];
  readonly selection: Selection;
  readonly picture: ClipPictureState;
  /** A trim being dragged, not yet kept. */
  readonly trimDraft: Trim | null;
  /** The feature configuration being tried; the project's until changed. */
  readonly features: FeatureConfig;
  readonly featureProblem: FieldProblem | null;
  readonly loop: boolean;
}

export type WordsStore = ReturnType<typeof createWordsStore>;

export function createWordsStore(lab: Lab) {
  const { app, player } = lab;
  const edits = createClipEdits(lab);
  const store = createStore<WordsState>(() => ({
    filter: noFilter,
    shown: [],
    selection: nothingSelected,
    picture: { phase: 'none' },
    trimDraft: null,
    features: app.getState().project?.features ?? defaultFeatureConfig,
    featureProblem: null,
    loop: false,
  }));
  const { getState: get, setState: set } = store;
  const ids = () => get().shown.map((clip) => clip.id);
  const focusedClip = () => get().shown.find((clip) => clip.id === get().selection.focused) ?? null;
  const picture = createClipPicture(lab, (state) => set({ picture: state }));

  const setSelection = (selection: Selection) => {
    const moved = selection.focused !== get().selection.focused;
    set({ selection, ...(moved ? { trimDraft: null } : {}) });
    if (moved) showPicture();
  };
  const showPicture = () => {
    const { features, featureProblem } = get();
    if (featureProblem === null) void picture.show(focusedClip(), features);
  };
  const show = (filter: ClipFilter) => {
    const before = ids();
    const { clips, project } = app.getState();
    set({ filter, shown: filterClips(clips, project?.labels ?? [], filter) });
    const kept = keepSelection(get().selection, before, ids());
    setSelection(kept.focused === null ? moveFocus(kept, ids(), 1, false) : kept);
  };
  const play = (id: string, from?: number) => {
    const projectId = app.getState().project?.id;
    if (projectId === undefined) return;
    const trim = get().loop ? focusedClip()?.trim : null;
    const part = trim && from === undefined ? { from: trim.start, to: trim.end } : { from };
    void app.getState().actions.attempt(() => player.playClip(projectId, id, { ...part, loop: get().loop }));
  };

  const unsubscribe = app.subscribe((state, before) => {
    if (state.clips !== before.clips) show(get().filter);
    if (state.project !== before.project && state.project && before.project) {
      if (featureKey(state.project.features) !== featureKey(before.project.features)) actions.resetFeatures();
    }
  });

  const actions = {
    setFilter: (change: Partial<ClipFilter>) => show({ ...get().filter, ...change }),
    select: (id: string, how: SelectHow) => setSelection(select(get().selection, ids(), id, how)),
    move: (by: number, extend: boolean) => setSelection(moveFocus(get().selection, ids(), by, extend)),
    selectAll: () => setSelection(selectAll(get().selection, ids())),
    /** Focuses a clip whatever the filter, e.g. from a link of another screen. */
    reveal: (id: string) => {
      if (!get().shown.some((clip) => clip.id === id)) show(noFilter);
      setSelection(select(get().selection, ids(), id, 'only'));
    },
    play,
    playOrStop: () => {
      const { focused } = get().selection;
      if (player.store.getState().playing !== null) player.stop();
      else if (focused !== null) play(focused);
    },
    toggleLoop: () => {
      set({ loop: !get().loop });
      player.stop();
    },
    removeSelected: () => edits.remove([...get().selection.selected]),
    relabelSelected: (label: string) => edits.relabel([...get().selection.selected], label),
    dragTrim: (trim: Trim, done: boolean) => {
      set({ trimDraft: done ? null : trim });
      const clip = focusedClip();
      if (done && clip) void edits.setTrim(clip, trim);
    },
    clearTrim: () => {
      const clip = focusedClip();
      if (clip) void edits.setTrim(clip, null);
    },
    tryFeatures: (change: Partial<FeatureConfig>) => {
      const features = { ...get().features, ...change };
      set({ features, featureProblem: problemOf(features) });
      showPicture();
    },
    resetFeatures: () => {
      set({ features: app.getState().project?.features ?? defaultFeatureConfig, featureProblem: null });
      showPicture();
    },
    keepFeatures: () =>
      app.getState().actions.attempt(() => app.getState().actions.setFeatures(get().features)),
  };
  show(noFilter);
  return { store, actions, edits, dispose: unsubscribe };
}

function problemOf(features: FeatureConfig): FieldProblem | null {
  try {
    validateFeatureConfig(features);
    return null;
  } catch (error) {
    const { message, details } = toLabErrorData(error);
    return { path: String(details?.path ?? ''), message };
  }
}

export const useWords = screenStoreHook(createWordsStore);
