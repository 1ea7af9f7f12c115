// The pages that are connected: each is served on its own channel, all hear the same events.
// Not what their calls do: they are handed on to whatever engine there is.

import type { EmitLabEvent, Services } from '../../shared/contract/services';
import { argumentSchemas } from '../../shared/contract/validation';
import { serveServices, unchecked, type Channel, type ServedConnection } from '../../shared/rpc';

export interface Pages {
  add(channel: Channel): EmitLabEvent;
  /** Tells every page. */
  readonly emit: EmitLabEvent;
  closeAll(): void;
}

/** The engine checks arguments; here only the names of methods count, so that no call is sent in vain. */
const knownMethods = unchecked<Services>(argumentSchemas);

/**
 * Keeps the connected pages.
 * @param services what answers their calls
 */
export function createPages(services: Services): Pages {
  const connections = new Map<Channel, ServedConnection>();
  return {
    add(channel) {
      const connection = serveServices(services, knownMethods, channel);
      connections.set(channel, connection);
      channel.onClose(() => connections.delete(channel));
      return (name, data) => connection.emit(name, data);
    },
    emit(name, data) {
      for (const connection of connections.values()) connection.emit(name, data);
    },
    closeAll() {
      for (const channel of [...connections.keys()]) channel.close();
    },
  };
}

type AnyMethod = (options: unknown, call: unknown) => Promise<unknown>;

/**
 * Services that hand every call on.
 * @param engine the services of the engine there is; its rejection is the call's
 */
export function forwardServices(engine: () => Promise<Services>): Services {
  const forwarded: Record<string, Record<string, AnyMethod>> = {};
  for (const [service, methods] of Object.entries<object>(argumentSchemas)) {
    forwarded[service] = {};
    for (const method of Object.keys(methods)) {
      forwarded[service][method] = async (options, call) => {
        const services = (await engine()) as unknown as Record<string, Record<string, AnyMethod>>;
        return services[service][method](options, call);
      };
    }
  }
  return forwarded as unknown as Services;
}
