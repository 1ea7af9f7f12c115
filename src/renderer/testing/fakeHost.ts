// A connection that is up at once and leads to the fake services; tests make it break and come back.
// Never imported by production code.

import { createStore } from 'zustand/vanilla';
import type { EmitLabEvent, LabEventName, Services } from '../../shared/contract/services';
import type { HostConnection, HostStatus } from '../hosts/connection';

export interface FakeHost extends HostConnection {
  readonly emit: EmitLabEvent;
}

export function createFakeHost(services: Services): FakeHost {
  const listeners = new Map<LabEventName, Set<(data: never) => void>>();
  return {
    services,
    status: createStore<HostStatus>(() => ({ phase: 'connected', reason: '', connections: 1 })),
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },
    emit: (name, data) => listeners.get(name)?.forEach((listener) => listener(data as never)),
    retry: () => undefined,
    dispose: () => undefined,
  };
}
