// Makes the Live screen's store: begins and ends listening, takes files, keeps the log.
// Not the listening itself (liveListening) and not the posteriors, which the strip chart reads without React.

import { createStore } from 'zustand/vanilla';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { RecognizerRun } from '../../../shared/contract/training';
import { createPosteriorHistory } from '../../charts/posteriorHistory';
import type { Lab } from '../../lab';
import { screenStoreHook } from '../../stores/screenStore';
import { createDecoderActions, decoderFor } from './liveDecoder';
import { listen } from './liveListening';
import type { Listening } from './liveListening';
import { emptyReadout } from './liveMeter';
import { fetchSample, readWav } from './liveSources';
import type { LiveActions, LiveData, LiveLab, LiveState, LiveStore } from './liveState';

/** @param now wall clock, ms */
export function createLiveStore(lab: LiveLab, now: () => number = () => performance.now()): LiveStore {
  const store = createStore<LiveState>(() => ({
    ...initialData(),
    actions: {} as LiveActions,
    history: createPosteriorHistory([]),
  }));
  const { getState: get, setState: set } = store;
  const decoders = createDecoderActions(store, lab);
  let listening: Listening | null = null;
  let turn = 0;

  const end = async (problem = '') => {
    turn++;
    const ending = listening;
    listening = null;
    const closing = ending?.close();
    set({ phase: 'idle', problem, level: 0, zeroSeconds: 0 });
    await closing;
  };

  const start = async (run: RecognizerRun) => {
    if (get().phase !== 'idle') return;
    const mine = ++turn;
    set({ phase: 'opening', problem: '', events: [], readout: emptyReadout });
    decoders.prepare(run.id);
    try {
      const opened = await listen({
        store,
        lab,
        run,
        now,
        onEnd: (problem) => turn === mine && void end(problem),
      });
      if (turn !== mine) return void (await opened.close());
      listening = opened;
      set({ phase: 'listening' });
    } catch (error) {
      if (turn === mine) await end(toLabErrorData(error).message);
    }
  };

  set({
    actions: {
      ...decoders,
      attach: () => {
        if (get().sample === null) void fetchSample().then((sample) => set({ sample }));
        return () => void end();
      },
      chooseSource: (source) => set({ source, problem: '' }),
      openFile: (name, bytes) => set(readFile(name, bytes)),
      start,
      stop: () => end(),
      clearEvents: () => set({ events: [] }),
    },
  });
  return store;
}

export const useLiveStore = screenStoreHook<LiveStore>((lab: Lab) => createLiveStore(lab));

function initialData(): LiveData {
  return {
    phase: 'idle',
    problem: '',
    source: 'microphone',
    file: null,
    sample: null,
    session: null,
    decoder: decoderFor(null).decoder,
    tuned: false,
    events: [],
    readout: emptyReadout,
    level: 0,
    zeroSeconds: 0,
  };
}

function readFile(name: string, bytes: Uint8Array): Partial<LiveData> {
  try {
    return { source: 'file', file: { name, sound: readWav(bytes) }, problem: '' };
  } catch (error) {
    return { source: 'file', file: null, problem: `${name}: ${toLabErrorData(error).message}` };
  }
}
