// The page's connection to the engine as every screen sees it: services that outlive reconnects.
// Not a transport: browserHost.ts and desktopHost.ts say how a channel is opened.

import type { LabEventName, LabEvents, Services } from '../../shared/contract/services';
import type { StoreApi } from 'zustand/vanilla';

export interface HostStatus {
  readonly phase: 'connecting' | 'connected' | 'lost' | 'engine-restarted';
  /** What happened and what was kept, in words; empty while all is well. */
  readonly reason: string;
  /** How often a connection has been made; a change says that everything has to be read again. */
  readonly connections: number;
}

export interface HostConnection {
  readonly services: Services;
  on<Name extends LabEventName>(name: Name, listener: (data: LabEvents[Name]) => void): () => void;
  readonly status: StoreApi<HostStatus>;
  /** Connects anew now: instead of waiting for the back-off, or to have an engine that failed started again. */
  retry(): void;
  dispose(): void;
}
