// Keeps a connection to the engine: opens it, notices when it breaks, tries again with back-off, tells what happened.
// Knows no transport: `open` makes a channel, and says in words why it cannot.

import { createStore } from 'zustand/vanilla';
import { LabError, toLabErrorData } from '../../shared/contract/errors';
import type { LabEventName, LabEvents, Services } from '../../shared/contract/services';
import type { Channel } from '../../shared/rpc/channel';
import type { HostConnection, HostStatus } from './connection';

/** One live connection: what `connectServices` gives for a channel. */
export interface LiveConnection {
  readonly services: Services;
  on<Name extends LabEventName>(name: Name, listener: (data: LabEvents[Name]) => void): () => void;
  onClose(listener: (reason: string) => void): () => void;
  dispose(): void;
}

export interface Opening {
  /** @throws LabError with words of what to do */
  open(): Promise<Channel>;
  connect(channel: Channel): LiveConnection;
  /** Waits between attempts in ms; the last one repeats. */
  readonly backOffMs?: readonly number[];
}

const defaultBackOffMs = [250, 500, 1000, 2000, 4000];

type AnyListener = (data: never) => void;

export function keepConnected({ open, connect, backOffMs = defaultBackOffMs }: Opening): HostConnection {
  const status = createStore<HostStatus>(() => ({ phase: 'connecting', reason: '', connections: 0 }));
  const listeners = new Map<LabEventName, Set<AnyListener>>();
  let live: LiveConnection | null = null;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let disposed = false;
  let closeChannel: () => void = () => undefined;

  const isUp = (reason: string) =>
    status.setState(({ connections }) => ({
      phase: reason === '' ? 'connected' : 'engine-restarted',
      reason,
      connections: connections + 1,
    }));
  const isDown = (reason: string) => {
    live?.dispose();
    live = null;
    if (disposed) return;
    status.setState({ phase: 'lost', reason });
    timer = setTimeout(() => void attempt(), backOffMs[Math.min(attempts++, backOffMs.length - 1)]);
  };

  const followEngine = (event: LabEvents['host.engine']) => {
    if (event.state === 'ready') isUp(event.reason);
    else
      status.setState({
        phase: event.state === 'failed' ? 'lost' : 'engine-restarted',
        reason: event.reason,
      });
  };

  const attempt = async () => {
    timer = null;
    try {
      const channel = await open();
      if (disposed) return channel.close();
      const made = connect(channel);
      live = made;
      closeChannel = () => channel.close();
      attempts = 0;
      made.onClose((reason) => live === made && isDown(reason));
      made.on('host.engine', followEngine);
      for (const name of listeners.keys()) subscribe(made, name, listeners);
      isUp('');
    } catch (error) {
      isDown(toLabErrorData(error).message);
    }
  };

  void attempt();
  return {
    status,
    services: createServiceProxy(() => live?.services ?? null),
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set();
      if (known.size === 0 && !listeners.has(name)) {
        listeners.set(name, known);
        if (live) subscribe(live, name, listeners);
      }
      known.add(listener as AnyListener);
      return () => void known.delete(listener as AnyListener);
    },
    retry: () => {
      if (live === null && timer === null) return;
      if (timer !== null) clearTimeout(timer);
      live?.dispose();
      live = null;
      closeChannel();
      void attempt();
    },
    dispose: () => {
      disposed = true;
      if (timer !== null) clearTimeout(timer);
      live?.dispose();
      live = null;
      closeChannel();
    },
  };
}

function subscribe(
  live: LiveConnection,
  name: LabEventName,
  listeners: Map<LabEventName, Set<AnyListener>>,
): void {
  live.on(name, (data) => {
    for (const listener of [...(listeners.get(name) ?? [])]) listener(data as never);
  });
}

/** Services that look up the live connection at every call. */
function createServiceProxy(current: () => Services | null): Services {
  type Method = (...parameters: unknown[]) => Promise<unknown>;
  const lost = () =>
    Promise.reject(
      new LabError(
        'engine-lost',
        'There is no connection to the engine at the moment; it is being made again.',
      ),
    );
  const serviceOf = (service: string) =>
    new Proxy({} as Record<string, Method>, {
      get:
        (_, method: string) =>
        (...parameters: unknown[]) => {
          const services = current() as unknown as Record<string, Record<string, Method>> | null;
          return services === null ? lost() : services[service][method](...parameters);
        },
    });
  return new Proxy({} as Record<string, unknown>, {
    get: (made, service: string) => (made[service] ??= serviceOf(service)),
  }) as unknown as Services;
}
