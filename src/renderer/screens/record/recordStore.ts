// The Record screen: opens the microphone, makes takes and rows of takes, sends each to disk the moment it ends.
// Cutting out the word, resampling and file names are the engine's.

import { createStore } from 'zustand/vanilla';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { Sound } from '../../../shared/contract/clips';
import type { OpenMicrophone } from '../../audio/microphone';
import type { Lab } from '../../lab';
import { createClipEdits } from '../../stores/clipEdits';
import { writePreference } from '../../stores/preferences';
import { screenStoreHook } from '../../stores/screenStore';
import type { Capture } from './capture';
import { createCapture } from './capture';
import { createLevelHistory } from './levelHistory';
import { BACKGROUND_PART_SECONDS, isBusy, isOpen, readOptions } from './recordState';
import type { RecordOptions, RecordState } from './recordState';
import { createTakes } from './takes';

export type RecordStore = ReturnType<typeof createRecordStore>;

export interface RecordClock {
  now(): Date;
  /** Resolves after `ms`, or rejects when aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const COUNTDOWN_STEP_MS = 800;
const PAUSE_MS = 900;

export function createRecordStore(lab: Lab, clock: RecordClock = systemClock) {
  const { app, microphone } = lab;
  const project = app.getState().project;
  const store = createStore<RecordState>(() => ({
    mode: 'word',
    label: project?.labels[0] ?? '',
    phase: { name: 'off' },
    options: readOptions(project?.features.clipSeconds ?? 1),
    takes: [],
    focused: null,
    seconds: 0,
  }));
  const { getState: get, setState: set } = store;
  const levels = createLevelHistory();
  const session = `recording-${stamp(clock.now())}`;
  const edits = createClipEdits(lab);
  const takes = createTakes(lab, store, edits, session);
  let open: OpenMicrophone | null = null;
  let openings = 0;
  let capture: { readonly part: Capture; readonly done: () => void } | null = null;
  let row: AbortController | null = null;

  const onChunk = (chunk: Float32Array) => {
    if (!capture) return;
    const complete = capture.part.push(chunk);
    set({ seconds: capture.part.seconds() });
    if (complete) capture.done();
  };
  const close = () => {
    openings++;
    row?.abort();
    open?.close();
    open = null;
    capture = null;
    levels.reset();
  };
  const fail = (error: unknown) => {
    close();
    set({ phase: { name: 'failed', message: toLabErrorData(error).message } });
  };

  const openMicrophone = async () => {
    close();
    const mine = openings;
    set({ phase: { name: 'opening' } });
    try {
      const opened = await microphone.open({
        onChunk,
        onLevel: (level) => levels.push(level, capture !== null),
        onEnded: (error) => mine === openings && fail(error),
      });
      if (mine !== openings) return opened.close();
      open = opened;
      set({ phase: { name: 'ready' } });
    } catch (error) {
      if (mine === openings) fail(error);
    }
  };

  /** Takes `seconds` of sound; what was taken until then when the row is stopped. */
  const record = async (seconds: number, signal: AbortSignal): Promise<Sound> => {
    const rate = open?.sampleRate ?? 48000;
    const part = createCapture(seconds, rate);
    set({ seconds: 0 });
    await new Promise<void>((resolve) => {
      capture = { part, done: resolve };
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    capture = null;
    return part.sound();
  };

  const recordRow = async (signal: AbortSignal) => {
    const { options, label } = get();
    for (let left = options.countdown ? 3 : 0; left > 0; left--) {
      set({ phase: { name: 'countdown', left, take: 1 } });
      await clock.wait(COUNTDOWN_STEP_MS, signal);
    }
    for (let take = 1; take <= options.row; take++) {
      set({ phase: { name: 'recording', take } });
      const sound = await record(options.takeSeconds, signal);
      if (signal.aborted) return;
      void takes.add(label, sound, open?.device ?? null);
      if (take === options.row) return;
      set({ phase: { name: 'pause', take: take + 1 } });
      await clock.wait(PAUSE_MS, signal);
    }
  };

  const recordBackground = async (signal: AbortSignal) => {
    set({ phase: { name: 'background' } });
    const name = `room-${stamp(clock.now())}`;
    for (let part = 1; !signal.aborted; part++) {
      const sound = await record(BACKGROUND_PART_SECONDS, signal);
      if (sound.samples.length > sound.sampleRate) await takes.addBackground(`${name}-${part}`, sound);
    }
  };

  const start = async () => {
    const { phase, mode, label } = get();
    if (phase.name !== 'ready' || (mode === 'word' && label === '')) return;
    lab.player.stop();
    const controller = new AbortController();
    row = controller;
    try {
      await (mode === 'word' ? recordRow : recordBackground)(controller.signal);
    } catch (error) {
      if (!controller.signal.aborted) app.getState().actions.report(error);
    }
    if (row === controller) row = null;
    if (open) set({ phase: { name: 'ready' } });
  };

  const unsubscribe = [
    microphone.store.subscribe((state, before) => {
      const changed = state.deviceId !== before.deviceId || state.constraints !== before.constraints;
      if (changed && isOpen(get().phase)) void openMicrophone();
    }),
    app.subscribe(({ project: now }, { project: before }) => {
      if (now && now.labels !== before?.labels && !now.labels.includes(get().label))
        set({ label: now.labels[0] ?? '' });
    }),
  ];

  return {
    store,
    levels,
    edits,
    takes,
    open: openMicrophone,
    /** Lets the microphone go; takes under way are dropped, finished ones are safe. */
    close: () => {
      close();
      set({ phase: { name: 'off' } });
    },
    startOrStop: () => (isBusy(get().phase) ? row?.abort() : void start()),
    setMode: (mode: RecordState['mode']) => set({ mode }),
    /** Not in the middle of a row: what is on the stage is what is being recorded. */
    chooseLabel: (label: string) => {
      if (!isBusy(get().phase)) set({ label, mode: 'word' });
    },
    setOptions: (change: Partial<RecordOptions>) => {
      const options = { ...get().options, ...change };
      writePreference('record.speaker', options.speaker);
      writePreference('record.countdown', options.countdown);
      writePreference('record.row', options.row);
      set({ options });
    },
    dispose: () => {
      close();
      unsubscribe.forEach((end) => end());
    },
  };
}

function stamp(time: Date): string {
  return time.toISOString().slice(0, 19).replaceAll(':', '-');
}

const systemClock: RecordClock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason)), { once: true });
    }),
};

export const useRecord = screenStoreHook((lab) => createRecordStore(lab));
