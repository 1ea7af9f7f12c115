// One listening from open to close: session, source, features, stream, and what they tell the store.
// Not the store: it decides when to begin and what an end means.

import { toLabErrorData } from '../../../shared/contract/errors';
import type { LiveSession } from '../../../shared/contract/live';
import type { RecognizerRun } from '../../../shared/contract/training';
import { createLevelMeasure } from '../../audio/level';
import type { Level } from '../../audio/level';
import { createPosteriorHistory } from '../../charts/posteriorHistory';
import { createAudioHistory, findWordEnd } from './audioHistory';
import type { AudioHistory } from './audioHistory';
import { createLiveStream } from './liveStream';
import type { LiveStream, TimedEvent } from './liveStream';
import { openMicrophoneSource, openSoundSource } from './liveSources';
import type { OpenSource, SourceListener } from './liveSources';
import { MAX_EVENTS, soundOfSource } from './liveState';
import type { LiveEvent, LiveLab, LiveStore } from './liveState';

export interface Listening {
  close(): Promise<void>;
}

export interface ListeningOptions {
  readonly store: LiveStore;
  readonly lab: LiveLab;
  readonly run: RecognizerRun;
  readonly now: () => number;
  /** Listening ended by itself; `problem` says why, empty when a file came to its end. */
  readonly onEnd: (problem: string) => void;
}

/** How often the read-out changes, ms: fast enough to be live, slow enough to read. */
const READOUT_MS = 250;
/** Sound waiting for the engine beyond this is given up, seconds. */
const MAX_WAITING_SECONDS = 5;
/** Heard around an event: before its window's end, and after. Seconds. */
const BEFORE = 1.2;
const AFTER = 0.3;

export async function listen({ store, lab, run, now, onEnd }: ListeningOptions): Promise<Listening> {
  const sound = soundOfSource(store.getState());
  const { decoder, tuned } = store.getState();
  const session = await lab.services.live.open({
    projectId: run.projectId,
    runId: run.id,
    ...(tuned ? { decoder } : {}),
  });
  const closeSession = () => lab.services.live.close({ sessionId: session.sessionId }).catch(() => undefined);
  store.setState({
    session,
    history: createPosteriorHistory(session.labels),
    ...(tuned ? {} : { decoder: session.decoder }),
  });
  const ears = createEars(store, lab, session, now, onEnd);
  try {
    const source =
      sound === null
        ? await openMicrophoneSource(lab, ears.listener)
        : openSoundSource(lab, sound, ears.listener, now);
    ears.begin(source);
  } catch (error) {
    await closeSession();
    throw error;
  }
  return {
    close: async () => {
      ears.close();
      await closeSession();
    },
  };
}

interface Ears {
  readonly listener: SourceListener;
  begin(source: OpenSource): void;
  close(): void;
}

/** Everything between a chunk of sound and the store. */
function createEars(
  store: LiveStore,
  lab: LiveLab,
  session: LiveSession,
  now: () => number,
  onEnd: (problem: string) => void,
): Ears {
  let stream: LiveStream | null = null;
  let audio: AudioHistory | null = null;
  let source: OpenSource | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let level: Level | null = null;
  let early: Float32Array[] = [];
  let measure: ((chunk: Float32Array) => Level) | null = null;

  const hear = (chunk: Float32Array) => {
    if (stream === null) return void early.push(chunk);
    level = measure?.(chunk) ?? null;
    audio?.push(chunk);
    stream.push(chunk);
  };
  const tick = () => {
    if (stream === null || audio === null) return;
    store.setState((state) => ({
      readout: stream?.readout() ?? state.readout,
      level: level?.rms ?? 0,
      zeroSeconds: level?.zeroSeconds ?? 0,
      events: completeEvents(state.events, audio as AudioHistory, stream as LiveStream),
    }));
  };

  return {
    listener: {
      onChunk: hear,
      onEnd: (error) => {
        tick();
        onEnd(error?.message ?? '');
      },
    },
    begin: (opened) => {
      source = opened;
      measure = createLevelMeasure(opened.sampleRate);
      audio = createAudioHistory(opened.sampleRate);
      stream = openStream(store, lab, session, opened.sampleRate, now, onEnd);
      const waiting = early;
      early = [];
      waiting.forEach(hear);
      timer = setInterval(tick, READOUT_MS);
    },
    close: () => {
      clearInterval(timer);
      tick();
      source?.close();
      stream?.close();
    },
  };
}

function openStream(
  store: LiveStore,
  lab: LiveLab,
  session: LiveSession,
  sampleRate: number,
  now: () => number,
  onEnd: (problem: string) => void,
): LiveStream {
  const { features } = session;
  const hopSeconds = features.hopLength / features.sampleRate;
  const { history } = store.getState();
  return createLiveStream({
    sampleRate,
    hopSeconds,
    maxWaitingFrames: Math.ceil(MAX_WAITING_SECONDS / hopSeconds),
    features: lab.features.stream(features, sampleRate),
    push: (mfcc) => lab.services.live.push({ sessionId: session.sessionId, mfcc }),
    now,
    onLooks: (frames) => frames.forEach(history.push),
    onEvent: (event) => {
      history.addEvent(event);
      store.setState((state) => ({ events: logged(state.events, event) }));
    },
    onError: (error) => onEnd(whyEnded(error)),
  });
}

function whyEnded(error: unknown): string {
  const { code, message } = toLabErrorData(error);
  return code === 'engine-lost' ? `${message} Listening ended with it: start it again.` : message;
}

function logged(
  events: readonly LiveEvent[],
  { label, time, score, delayMs }: TimedEvent,
): readonly LiveEvent[] {
  const event = { id: (events[0]?.id ?? 0) + 1, label, time, score, delayMs, afterWordMs: null, sound: null };
  return [event, ...events].slice(0, MAX_EVENTS);
}

/** Gives events their sound and the delay after their word, once what follows them has been heard. */
function completeEvents(
  events: readonly LiveEvent[],
  audio: AudioHistory,
  stream: LiveStream,
): readonly LiveEvent[] {
  const isDue = (event: LiveEvent) => event.sound === null && audio.seconds >= event.time + AFTER;
  if (!events.some(isDue)) return events;
  return events.map((event) => (isDue(event) ? completed(event, audio, stream) : event));
}

function completed(event: LiveEvent, audio: AudioHistory, stream: LiveStream): LiveEvent {
  const { sound, start } = audio.slice(event.time - BEFORE, event.time + AFTER);
  const wordEnd = findWordEnd(sound);
  const ended = wordEnd === null ? null : stream.arrivalOf(start + wordEnd);
  const window = stream.arrivalOf(event.time);
  const known = window === null || event.delayMs === null ? null : window + event.delayMs;
  return { ...event, sound, afterWordMs: ended === null || known === null ? null : known - ended };
}
