// Where the sound of listening comes from: the microphone, or a sound fed as one.
// Not the stream: whatever the source, the same chunks go the same way.

import { LabError } from '../../../shared/contract/errors';
import type { Sound } from '../../../shared/contract/clips';
import { decodeWav } from '../../../shared/dsp';
import type { Lab } from '../../lab';
import { startSoundFeed } from './soundFeed';

export interface SourceListener {
  onChunk(chunk: Float32Array): void;
  /** The sound is over; `null` where that is as it should be. */
  onEnd(error: LabError | null): void;
}

export interface OpenSource {
  /** Hz */
  readonly sampleRate: number;
  close(): void;
}

/** Longest file that is fed, seconds. */
export const MAX_FEED_SECONDS = 3600;

export async function openMicrophoneSource(
  lab: Pick<Lab, 'microphone'>,
  listener: SourceListener,
): Promise<OpenSource> {
  const { sampleRate, close } = await lab.microphone.open({
    onChunk: (chunk) => listener.onChunk(chunk),
    onEnded: listener.onEnd,
  });
  return { sampleRate, close };
}

/** Feeds a sound in real time and plays it aloud, so that one hears what the recognizer hears. */
export function openSoundSource(
  lab: Pick<Lab, 'player'>,
  sound: Sound,
  listener: SourceListener,
  now: () => number,
): OpenSource {
  const stop = startSoundFeed(sound, { now, onChunk: listener.onChunk, onEnd: () => listener.onEnd(null) });
  lab.player.play(sound, { id: 'live-source' });
  return {
    sampleRate: sound.sampleRate,
    close: () => {
      stop();
      if (lab.player.store.getState().playing === 'live-source') lab.player.stop();
    },
  };
}

/** @throws bad-audio | too-large in words for the screen */
export function readWav(bytes: Uint8Array): Sound {
  const { samples, sampleRate } = decodeWav(bytes, { maxSeconds: MAX_FEED_SECONDS });
  if (samples.length === 0) throw new LabError('bad-audio', 'This file holds no sound. Choose another one.');
  return { samples, sampleRate };
}

/** The recordings that come with the lab, as addresses of built files; none where a build has none. */
const recordings = import.meta.glob<string>('../../../../assets/sample-live/*.wav', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The recording that comes with the lab. @returns null where it does not */
export async function fetchSample(address = Object.values(recordings)[0]): Promise<Sound | null> {
  if (address === undefined) return null;
  try {
    const answer = await fetch(address);
    return answer.ok ? readWav(new Uint8Array(await answer.arrayBuffer())) : null;
  } catch {
    return null;
  }
}
