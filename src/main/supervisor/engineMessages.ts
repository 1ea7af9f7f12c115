// What passes between the supervisor and the engine's program beside the protocol of calls: starting and ending.
// Not part of the contract: pages never see these.

import type { LabErrorData } from '../../shared/contract/errors';

/** What the engine's program is started with; travels as JSON in its first argument. */
export interface EngineSettings {
  /** The library's folder. */
  readonly home: string;
  readonly host: 'desktop' | 'browser';
  readonly version: string;
  /** Folder of icons and the sample project. */
  readonly assets: string;
}

/** Engine to supervisor, first of all: calls are served from now on. */
export interface EngineReady {
  readonly type: 'engine-ready';
}

/** Engine to supervisor: it cannot start, trying again would not help; it ends by itself. */
export interface EngineRefused {
  readonly type: 'engine-refused';
  readonly error: LabErrorData;
}

/** Supervisor to engine: save what is to be saved and end. */
export interface EngineStop {
  readonly type: 'engine-stop';
}

export type EngineControl = EngineReady | EngineRefused | EngineStop;

/** Whether a message is one of these and not the protocol's. */
export function isEngineControl(message: unknown): message is EngineControl {
  const type = (message as { readonly type?: unknown } | null)?.type;
  return type === 'engine-ready' || type === 'engine-refused' || type === 'engine-stop';
}
