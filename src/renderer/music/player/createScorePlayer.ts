// Makes the score player: steps of a score here, seconds and samples on the audio thread.
// Not the sound: soundOutput.ts opens the audio thread, src/shared/synth makes the voices.

import { createStore } from 'zustand/vanilla';
import type { Score } from '../../../shared/contract/score';
import { createScore, scoreLength } from '../../../shared/music';
import { metronomeNotes, scheduleOf, secondsToStep, stepToSeconds } from '../../../shared/synth';
import type { SynthNote } from '../../../shared/synth';
import type { OpenSoundOutput, SoundOutput } from './messages';
import type { ScorePlayer, ScorePlayerState } from './scorePlayer';
import type { SoundFont } from './soundFonts';
import { openSoundOutput } from './soundOutput';
import type { Program } from './transport';

/** How long a preview's key is held. */
const PREVIEW_SECONDS = 0.25;

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

/** @param open for tests; by default the browser's audio */
export function createScorePlayer(open: OpenSoundOutput = openSoundOutput): ScorePlayer {
  const store = createStore<ScorePlayerState>(() => initial);
  let score: Score = createScore({ stepsPerQuarter: 1 });
  let output: SoundOutput | null = null;
  let font: SoundFont | null = null;
  /** Where playback began: where it goes back to. */
  let origin = 0;

  const seconds = (step: number) => stepToSeconds(score, step, store.getState().qpm ?? undefined);
  const onPosition = (at: number, ended: boolean) => {
    if (store.getState().status !== 'playing') return;
    const qpm = store.getState().qpm ?? undefined;
    if (ended) store.setState({ status: 'stopped', step: origin });
    else store.setState({ step: secondsToStep(score, at, qpm) });
  };
  const onProblem = (problem: string) => store.setState({ problem, status: 'stopped' });
  /** The output, opened by the first sound: browsers ask for a gesture of the person before. */
  const sound = (): SoundOutput => {
    output ??= begin();
    return output;
  };
  const begin = (): SoundOutput => {
    const opened = open({ onPosition, onProblem }, font);
    const { metronome, volume } = store.getState();
    opened.setVolume(volume);
    opened.send({ kind: 'metronome', on: metronome });
    opened.send({ kind: 'load', program: programOf(score, store.getState()) });
    sendLoop(opened);
    return opened;
  };
  const sendLoop = (to: SoundOutput | null) => {
    const { loop } = store.getState();
    to?.send({ kind: 'loop', range: loop && { from: seconds(loop.from), to: seconds(loop.to) } });
  };
  /** The score, its tempo or its instrument changed: the same step goes on with the new notes. */
  const reload = () => {
    output?.send({ kind: 'load', program: programOf(score, store.getState()) });
    sendLoop(output);
  };
  const seek = (step: number) => {
    store.setState({ step });
    output?.send({ kind: 'seek', seconds: seconds(step) });
  };
  const halt = (status: ScorePlayerState['status']) => {
    if (store.getState().status === 'playing') output?.send({ kind: 'pause' });
    store.setState({ status });
  };
  const stop = () => {
    halt('stopped');
    seek(origin);
  };

  return {
    store,
    load(next, scoreId) {
      halt('stopped');
      score = next;
      origin = 0;
      store.setState({ scoreId, step: 0, loop: null, qpm: null });
      reload();
      seek(0);
    },
    update(next) {
      const { step } = store.getState();
      const changed = next.stepsPerQuarter !== score.stepsPerQuarter;
      score = next;
      reload();
      if (changed) seek(step);
    },
    play({ fromStep } = {}) {
      const { status, step } = store.getState();
      if (status === 'playing' && fromStep === undefined) return;
      const at = fromStep ?? (step >= scoreLength(score) ? 0 : step);
      if (status !== 'paused' || fromStep !== undefined) origin = at;
      sound();
      seek(at);
      store.setState({ status: 'playing', problem: '' });
      sound().send({ kind: 'play' });
    },
    pause() {
      if (store.getState().status === 'playing') halt('paused');
    },
    stop,
    seek(step) {
      origin = step;
      seek(step);
    },
    setLoop(loop) {
      store.setState({ loop });
      sendLoop(output);
    },
    setMetronome(metronome) {
      store.setState({ metronome });
      output?.send({ kind: 'metronome', on: metronome });
    },
    setInstrument(instrument) {
      store.setState({ instrument });
      reload();
    },
    setTempo(qpm) {
      const { step } = store.getState();
      store.setState({ qpm });
      reload();
      seek(step);
    },
    setVolume(volume) {
      store.setState({ volume });
      output?.setVolume(volume);
    },
    preview(pitch, velocity = 90) {
      sound().send({ kind: 'preview', note: previewOf(pitch, velocity, store.getState()) });
    },
    setSoundFont(next) {
      halt('stopped');
      output?.close();
      [output, font] = [null, next];
      store.setState({ soundFont: next?.name ?? null, problem: '' });
    },
    dispose() {
      output?.close();
      output = null;
    },
  };
}

function programOf(score: Score, { qpm, instrument }: ScorePlayerState): Program {
  const tempo = qpm ?? undefined;
  const end = scoreLength(score);
  return {
    notes: scheduleOf(score, { qpm: tempo, instrument: instrument ?? undefined }),
    clicks: metronomeNotes(score, 0, end, tempo),
    seconds: stepToSeconds(score, end, tempo),
  };
}

function previewOf(pitch: number, velocity: number, { instrument }: ScorePlayerState): SynthNote {
  return {
    pitch,
    velocity,
    instrument: instrument ?? 'piano',
    start: 0,
    duration: PREVIEW_SECONDS,
    channel: 0,
  };
}
