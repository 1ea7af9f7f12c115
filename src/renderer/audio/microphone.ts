// Opens a microphone as a stream of PCM chunks at the device's own rate, through an AudioWorklet.
// No MediaRecorder, nothing lossy, no resampling by Web Audio. Which device is microphoneSource.ts's matter.

import { LabError } from '../../shared/contract/errors';
import type { DeviceFlags } from '../../shared/contract/clips';
import { createLevelMeasure } from './level';
import type { Level } from './level';
import { explainMicrophoneError } from './microphoneErrors';
import workletUrl from './recorder.worklet?worker&url';

/** What browsers do to a voice before anyone hears it: all off unless asked for. */
export interface MicrophoneConstraints {
  readonly echoCancellation: boolean;
  readonly noiseSuppression: boolean;
  readonly autoGainControl: boolean;
}

export const plainConstraints: MicrophoneConstraints = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

export interface MicrophoneListener {
  /** Mono PCM in [-1, 1]; the array is the listener's to keep. */
  onChunk(chunk: Float32Array, sampleRate: number): void;
  onLevel?(level: Level): void;
  /** The device went away or was taken; nothing more comes. */
  onEnded?(error: LabError): void;
}

export interface OpenMicrophone {
  /** Hz */
  readonly sampleRate: number;
  /** What the device really does, as it says itself. */
  readonly device: DeviceFlags;
  close(): void;
}

export interface MicrophoneOptions extends MicrophoneListener {
  /** Empty for the system's default. */
  readonly deviceId: string;
  readonly constraints: MicrophoneConstraints;
}

/** @throws unsupported without permission or device, with words of what to do */
export async function openMicrophone(options: MicrophoneOptions): Promise<OpenMicrophone> {
  const stream = await openStream(options);
  const track = stream.getAudioTracks()[0];
  const context = createContext(track);
  const close = () => {
    track.onended = null;
    stream.getTracks().forEach((one) => one.stop());
    if (context.state !== 'closed') void context.close();
  };
  try {
    await context.audioWorklet.addModule(workletUrl);
    connectRecorder(context, stream, options);
    // Not awaited: some browsers settle it only after the next click, and sound flows by then.
    void context.resume().catch(() => undefined);
  } catch (error) {
    close();
    throw explainMicrophoneError(error);
  }
  track.onended = () => {
    close();
    options.onEnded?.(lost(track.label));
  };
  return { sampleRate: context.sampleRate, device: deviceFlags(track, context.sampleRate), close };
}

async function openStream({ deviceId, constraints }: MicrophoneOptions): Promise<MediaStream> {
  const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  try {
    if (!navigator.mediaDevices) throw new DOMException('no media devices', 'NotSupportedError');
    return await navigator.mediaDevices.getUserMedia({
      audio: { ...constraints, ...device, channelCount: 1 },
    });
  } catch (error) {
    throw explainMicrophoneError(error);
  }
}

/** A context at the track's rate, so that Web Audio has nothing to resample. */
function createContext(track: MediaStreamTrack): AudioContext {
  const { sampleRate } = track.getSettings();
  return new AudioContext({ latencyHint: 'interactive', ...(sampleRate ? { sampleRate } : {}) });
}

function connectRecorder(context: AudioContext, stream: MediaStream, listener: MicrophoneListener): void {
  const recorder = new AudioWorkletNode(context, 'earshot-recorder', { numberOfOutputs: 0 });
  const measure = createLevelMeasure(context.sampleRate);
  recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    listener.onLevel?.(measure(data));
    listener.onChunk(data, context.sampleRate);
  };
  context.createMediaStreamSource(stream).connect(recorder);
}

function deviceFlags(track: MediaStreamTrack, sampleRate: number): DeviceFlags {
  const settings = track.getSettings();
  return {
    deviceLabel: track.label,
    sampleRate,
    echoCancellation: settings.echoCancellation === true,
    noiseSuppression: settings.noiseSuppression === true,
    autoGainControl: settings.autoGainControl === true,
  };
}

function lost(label: string): LabError {
  const name = label === '' ? 'The microphone' : `The microphone "${label}"`;
  return new LabError(
    'unsupported',
    `${name} is gone. Plug it in again or choose another one; takes already made are safe.`,
  );
}
