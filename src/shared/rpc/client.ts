// Makes services out of a channel: every method call becomes a message, every event a call of its listeners.
// Not a transport and no reconnecting: when the channel closes, this connection is over.

import { fromLabErrorData, LabError, type LabErrorData } from '../contract/errors';
import type { CallOptions } from '../contract/call';
import type { Channel } from './channel';
import { readServerMessage, type CallMessage, type ServerMessage } from './protocol';
import { MAX_MESSAGE_BYTES, prepareMessage } from './size';

/** How long an aborted call waits for the server's word before it rejects on its own, in ms. */
const ABORT_GRACE_MS = 3000;

export interface ConnectOptions {
  /** Of one message either way. Default {@link MAX_MESSAGE_BYTES}. */
  readonly maxMessageBytes?: number;
}

export interface ServiceConnection<S, E> {
  /** Services by name, their methods by name: whatever is called is asked of the server. */
  readonly services: S;
  /** @returns a function that removes the listener */
  on<Name extends keyof E & string>(name: Name, listener: (data: E[Name]) => void): () => void;
  /** Messages that belonged to no call: what the server could not read, or what it sent that makes no sense. */
  onFault(listener: (error: LabError) => void): () => void;
  /** The channel's own closing; see `Channel.onClose`. */
  onClose(listener: (reason: string) => void): () => void;
  /** Rejects calls under way with `engine-lost` and stops listening. The channel stays open. */
  dispose(): void;
}

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: LabError): void;
  /** Stops listening to the caller's signal. */
  forget(): void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
}

type AnyCall = CallOptions<unknown>;

/**
 * Connects to services served at the other end.
 * A call rejects with the server's error; with `engine-lost` when the channel closes; with `too-large` or
 * `invalid-argument` when its options cannot be sent, and then nothing was.
 */
export function connectServices<S extends object, E extends object>(
  channel: Channel,
  options: ConnectOptions = {},
): ServiceConnection<S, E> {
  const calls = createCalls(channel, options.maxMessageBytes ?? MAX_MESSAGE_BYTES);
  const events = createEvents();
  const faults = new Set<(error: LabError) => void>();
  const fault = (error: LabErrorData) => {
    for (const listener of [...faults]) listener(fromLabErrorData(error));
  };
  const removeMessageListener = channel.onMessage((raw) => {
    const message = readServerMessage(raw);
    if (message.type === 'event') events.tell(message.name, message.data);
    else if (message.type === 'malformed') fault(senseless(message.reason));
    else if (message.type === 'error' && message.id === null) fault(message.error);
    else calls.settle(message);
  });
  const removeCloseListener = channel.onClose(calls.lose);

  return {
    services: serviceProxy(calls.make) as S,
    on: (name, listener) => events.on(name, listener as (data: unknown) => void),
    onFault(listener) {
      faults.add(listener);
      return () => faults.delete(listener);
    },
    onClose: (listener) => channel.onClose(listener),
    dispose() {
      removeMessageListener();
      removeCloseListener();
      events.clear();
      calls.lose('The connection was closed on this side.');
    },
  };
}

function senseless(reason: string): LabErrorData {
  return {
    code: 'internal',
    message: `The engine sent a message that is none of the protocol's: ${reason}.`,
  };
}

/** Listeners by event name. */
function createEvents() {
  const byName = new Map<string, Set<(data: unknown) => void>>();
  return {
    on(name: string, listener: (data: unknown) => void): () => void {
      const listeners = byName.get(name) ?? new Set();
      byName.set(name, listeners.add(listener));
      return () => listeners.delete(listener);
    },
    tell(name: string, data: unknown): void {
      for (const listener of [...(byName.get(name) ?? [])]) listener(data);
    },
    clear: () => byName.clear(),
  };
}

/** The calls under way on one channel. */
function createCalls(channel: Channel, maxBytes: number) {
  const pending = new Map<number, PendingCall>();
  let nextId = 0;
  let lostBecause: string | null = null;

  const finish = (id: number): PendingCall | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    call?.forget();
    return call;
  };
  /** Passes an abort on; the server answers `aborted` or, where the call was done by then, with its result. */
  const onAbort = (id: number) => {
    channel.send({ type: 'abort', id });
    return setTimeout(() => finish(id)?.reject(new LabError('aborted', 'Stopped.')), ABORT_GRACE_MS);
  };

  return {
    make: (service: string, method: string, options: unknown, call?: AnyCall): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (lostBecause !== null) throw new LabError('engine-lost', lostBecause);
        if (call?.signal?.aborted) throw new LabError('aborted', 'Stopped before it began.');
        const id = nextId++;
        const progress = call?.onProgress !== undefined;
        send(channel, { type: 'call', id, service, method, options, progress }, maxBytes);
        const forget = listenForAbort(call?.signal, () => onAbort(id));
        pending.set(id, { resolve, reject, forget, onProgress: call?.onProgress });
      }),
    /** Answers that belong to no call under way are dropped: the call was given up, or they came twice. */
    settle(message: Exclude<ServerMessage, { type: 'event' }>): void {
      if (message.type === 'progress') pending.get(message.id)?.onProgress?.(message.progress);
      else if (message.type === 'result') finish(message.id)?.resolve(message.value);
      else finish(message.id as number)?.reject(fromLabErrorData(message.error));
    },
    /** Ends every call under way and every later one with `engine-lost`. */
    lose(reason: string): void {
      lostBecause ??= reason;
      for (const id of [...pending.keys()]) finish(id)?.reject(new LabError('engine-lost', reason));
    },
  };
}

function send(channel: Channel, message: CallMessage, maxBytes: number): void {
  try {
    channel.send(prepareMessage(message, maxBytes));
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError(
      'invalid-argument',
      `The options of ${message.service}.${message.method} cannot be sent: ${String(error)}`,
    );
  }
}

/** Calls `onAbort` once when the signal is aborted. @returns stops listening, and the timer `onAbort` started */
function listenForAbort(signal: AbortSignal | undefined, onAbort: () => unknown): () => void {
  let timer: unknown = null;
  const listener = () => {
    timer = onAbort();
  };
  signal?.addEventListener('abort', listener, { once: true });
  return () => {
    signal?.removeEventListener('abort', listener);
    if (timer !== null) clearTimeout(timer as number);
  };
}

type MakeCall = (service: string, method: string, options: unknown, call?: AnyCall) => Promise<unknown>;

/** An object whose every property is a service, whose every property is a method. */
function serviceProxy(make: MakeCall): object {
  return nameProxy((service) =>
    nameProxy((method) => (options: unknown, call?: AnyCall) => make(service, method, options, call)),
  );
}

/** Makes a property on first use. `then` and symbols stay undefined, or awaiting a service would call it. */
function nameProxy(makeProperty: (name: string) => unknown): object {
  const made = new Map<string, unknown>();
  return new Proxy(Object.freeze({}), {
    get(_target, name) {
      if (typeof name !== 'string' || name === 'then') return undefined;
      if (!made.has(name)) made.set(name, makeProperty(name));
      return made.get(name);
    },
  });
}
