// A score player without sound: its playhead moves by a timer, so that screens can be tried and tested.
// Never imported by production code.

import { createStore } from 'zustand/vanilla';
import type { Score } from '../../shared/contract/score';
import type { ScorePlayer, ScorePlayerState } from '../music/player/scorePlayer';

const initial: ScorePlayerState = {
  status: 'stopped',
  scoreId: null,
  step: 0,
  loop: null,
  metronome: false,
  instrument: null,
  qpm: null,
  volume: 0.8,
  soundFont: null,
  problem: '',
};

const TICK_MS = 40;

export function createFakeScorePlayer(): ScorePlayer {
  const store = createStore<ScorePlayerState>(() => initial);
  let score: Score | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  const halt = () => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  const tick = () => {
    if (score === null) return;
    const qpm = store.getState().qpm ?? score.tempos[0]?.qpm ?? 120;
    const step = store.getState().step + (qpm / 60) * score.stepsPerQuarter * (TICK_MS / 1000);
    const end = Math.max(
      0,
      ...score.parts.flatMap(({ notes }) => notes.map((n) => n.onsetStep + n.durationSteps)),
    );
    if (step < end) return store.setState({ step });
    halt();
    store.setState({ status: 'stopped', step: 0 });
  };
  return {
    store,
    load: (loaded, scoreId) => {
      halt();
      score = loaded;
      store.setState({ status: 'stopped', scoreId, step: 0, loop: null, qpm: null });
    },
    update: (updated) => void (score = updated),
    play: ({ fromStep } = {}) => {
      halt();
      store.setState({ status: 'playing', ...(fromStep !== undefined && { step: fromStep }) });
      timer = setInterval(tick, TICK_MS);
    },
    pause: () => {
      halt();
      store.setState({ status: 'paused' });
    },
    stop: () => {
      halt();
      store.setState({ status: 'stopped', step: 0 });
    },
    seek: (step) => store.setState({ step }),
    setLoop: (loop) => store.setState({ loop }),
    setMetronome: (metronome) => store.setState({ metronome }),
    setInstrument: (instrument) => store.setState({ instrument }),
    setTempo: (qpm) => store.setState({ qpm }),
    setVolume: (volume) => store.setState({ volume }),
    preview: () => undefined,
    setSoundFont: (font) => store.setState({ soundFont: font?.name ?? null }),
    dispose: halt,
  };
}
