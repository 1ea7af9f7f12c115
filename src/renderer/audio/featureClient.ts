// Asks the page's worker for features, so that no screen ever waits for mathematics.
// Not the mathematics: src/shared/dsp is the one feature path of training, live and the command line.

import { fromLabErrorData, LabError } from '../../shared/contract/errors';
import type { LabErrorData } from '../../shared/contract/errors';
import type { Clip, Sound } from '../../shared/contract/clips';
import type { FeatureConfig, Matrix } from '../../shared/contract/features';
import type {
  ClipPicture,
  FeatureAnswer,
  FeatureKind,
  FeatureRequest,
  FeatureResults,
  SoundPicture,
} from './featureProtocol';

export type { ClipPicture, SoundPicture } from './featureProtocol';

export interface FeatureStream {
  /** @param chunk samples at the rate the stream was opened for @returns the frames this chunk completed */
  push(chunk: Float32Array): Promise<Matrix>;
  close(): void;
}

export interface FeatureClient {
  /** What the model sees of a clip: MFCCs and log-mel of its trimmed, fitted samples. */
  clip(
    samples: Float32Array,
    sampleRate: number,
    trim: Clip['trim'],
    config: FeatureConfig,
  ): Promise<ClipPicture>;
  /** The MFCCs alone, for the cache. */
  mfcc(samples: Float32Array, sampleRate: number, trim: Clip['trim'], config: FeatureConfig): Promise<Matrix>;
  /** Pictures of the whole sound over one time axis. */
  picture(sound: Sound, config: FeatureConfig): Promise<SoundPicture>;
  /** Features of a stream; `fromRate` is the microphone's rate in Hz. */
  stream(config: FeatureConfig, fromRate: number): FeatureStream;
  dispose(): void;
}

/** What is used of a Worker; a fake in tests. */
export interface FeatureWorkerPort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<FeatureAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  terminate(): void;
}

interface Waiting {
  readonly resolve: (result: never) => void;
  readonly reject: (error: LabError) => void;
}

export function createFeatureClient(worker: FeatureWorkerPort = startWorker()): FeatureClient {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;

  worker.onmessage = ({ data }) => {
    const one = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) one?.reject(fromLabErrorData(data.error as LabErrorData));
    else one?.resolve(data.result as never);
  };
  worker.onerror = (event) => {
    const error = new LabError(
      'internal',
      `The feature worker ended: ${event.message}. Load the page again.`,
    );
    waiting.forEach((one) => one.reject(error));
    waiting.clear();
  };

  const ask = <Kind extends FeatureKind>(request: Extract<FeatureRequest, { kind: Kind }>) =>
    new Promise<FeatureResults[Kind]>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, request });
    });

  return {
    clip: (samples, sampleRate, trim, config) =>
      ask({ kind: 'clip', sound: { samples, sampleRate }, trim, config }),
    mfcc: (samples, sampleRate, trim, config) =>
      ask({ kind: 'mfcc', sound: { samples, sampleRate }, trim, config }),
    picture: (sound, config) => ask({ kind: 'picture', sound, config }),
    stream: (config, fromRate) => {
      const stream = ++lastId;
      const opened = ask({ kind: 'open', stream, config, fromRate });
      opened.catch(() => undefined);
      return {
        push: (chunk) => opened.then(() => ask({ kind: 'push', stream, chunk })),
        close: () => void ask({ kind: 'close', stream }).catch(() => undefined),
      };
    },
    dispose: () => worker.terminate(),
  };
}

function startWorker(): FeatureWorkerPort {
  return new Worker(new URL('./featureWorker.ts', import.meta.url), { type: 'module', name: 'features' });
}
