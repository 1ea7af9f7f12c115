// Plays sounds at their own rate and says where playback is, for every cursor on the screen.
// One sound at a time: starting another stops the first.

import { createStore } from 'zustand/vanilla';
import type { Sound } from '../../shared/contract/clips';
import type { StoreApi } from 'zustand/vanilla';

export interface PlayerState {
  /** Id of what is heard: a clip's id or the id given to `play`; null when silent. */
  readonly playing: string | null;
  /** Seconds from the start of the sound. */
  readonly time: number;
  readonly duration: number;
}

export interface PlayOptions {
  readonly id?: string;
  /** Seconds, default 0. */
  readonly from?: number;
  /** Seconds, default the sound's end. */
  readonly to?: number;
  /** Starts over at `to` until stopped. */
  readonly loop?: boolean;
}

export interface Player {
  readonly store: StoreApi<PlayerState>;
  play(sound: Sound, options?: PlayOptions): void;
  /** Plays a clip of a project by id. */
  playClip(projectId: string, clipId: string, options?: Omit<PlayOptions, 'id'>): Promise<void>;
  stop(): void;
}

const silent: PlayerState = { playing: null, time: 0, duration: 0 };

interface Playback {
  readonly source: AudioBufferSourceNode;
  readonly startedAt: number;
  readonly options: Required<PlayOptions>;
}

/** @param load finds the sound of a clip */
export function createPlayer(load: (projectId: string, clipId: string) => Promise<Sound>): Player {
  const store = createStore<PlayerState>(() => silent);
  let context: AudioContext | null = null;
  let current: Playback | null = null;
  let wanted = 0;

  const stop = () => {
    wanted++;
    if (current === null) return;
    current.source.onended = null;
    current.source.stop();
    current = null;
    store.setState(silent);
  };

  const follow = (playback: Playback) => {
    if (current !== playback || context === null) return;
    store.setState({ time: positionOf(playback, context.currentTime) });
    requestAnimationFrame(() => follow(playback));
  };

  const play = (sound: Sound, options: PlayOptions = {}) => {
    stop();
    context ??= new AudioContext();
    void context.resume();
    const duration = sound.samples.length / sound.sampleRate;
    const { id = 'sound', from = 0, to = duration, loop = false } = options;
    const source = startSource(context, sound, { id, from, to, loop });
    const playback = { source, startedAt: context.currentTime, options: { id, from, to, loop } };
    current = playback;
    source.onended = () => current === playback && stop();
    store.setState({ playing: id, time: from, duration });
    follow(playback);
  };

  return {
    store,
    play,
    playClip: async (projectId, clipId, options) => {
      stop();
      const ticket = wanted;
      const sound = await load(projectId, clipId);
      if (ticket === wanted) play(sound, { ...options, id: clipId });
    },
    stop,
  };
}

function startSource(
  context: AudioContext,
  sound: Sound,
  options: Required<PlayOptions>,
): AudioBufferSourceNode {
  const buffer = context.createBuffer(1, Math.max(1, sound.samples.length), sound.sampleRate);
  buffer.getChannelData(0).set(sound.samples);
  const source = new AudioBufferSourceNode(context, { buffer, loop: options.loop });
  source.loopStart = options.from;
  source.loopEnd = options.to;
  source.connect(context.destination);
  if (options.loop) source.start(0, options.from);
  else source.start(0, options.from, Math.max(0, options.to - options.from));
  return source;
}

function positionOf({ startedAt, options }: Playback, now: number): number {
  const span = Math.max(1e-3, options.to - options.from);
  const elapsed = Math.max(0, now - startedAt);
  return options.from + (options.loop ? elapsed % span : Math.min(elapsed, span));
}
