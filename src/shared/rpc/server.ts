// Answers the calls of one connection from plain service objects.
// Not a transport and not a router: one channel, one set of services.

import { LabError, toLabErrorData, type LabErrorData } from '../contract/errors';
import type { Channel } from './channel';
import { readClientMessage, type CallMessage, type Malformed, type ServerMessage } from './protocol';
import { checkOptions, schemaOf, type ArgumentSchemas, type SchemaTable } from './schemas';
import { MAX_MESSAGE_BYTES, prepareMessage } from './size';

/** Most calls one connection may have under way. */
export const MAX_CALLS = 256;

export interface ServeOptions {
  /** Default {@link MAX_CALLS}. */
  readonly maxCalls?: number;
  /** Of one message either way. Default {@link MAX_MESSAGE_BYTES}. */
  readonly maxMessageBytes?: number;
  /** Told of every call that failed with code `internal`, with what was thrown. */
  readonly onInternalError?: (name: string, error: unknown) => void;
}

export interface ServedConnection {
  /** Sends an event to the other end; one that is too large or cannot be cloned is dropped and reported. */
  emit(name: string, data: unknown): void;
  /** Stops serving: calls under way are aborted and not answered. The channel stays open. */
  dispose(): void;
}

type Method = (
  options: unknown,
  call: { readonly signal: AbortSignal; readonly onProgress: (progress: unknown) => void },
) => unknown;

/**
 * Serves calls until the channel closes. Every call is answered exactly once; when the channel closes, the signals
 * of calls under way are aborted.
 * @param services objects whose methods take `(options, { signal, onProgress })`
 * @param schemas decides which methods can be called, and checks their options
 */
export function serveServices<S extends object>(
  services: S,
  schemas: ArgumentSchemas<S>,
  channel: Channel,
  options: ServeOptions = {},
): ServedConnection {
  const maxBytes = options.maxMessageBytes ?? MAX_MESSAGE_BYTES;
  const maxCalls = options.maxCalls ?? MAX_CALLS;
  const running = new Map<number, AbortController>();
  let serving = true;

  /** Sends, or says why that was not possible. */
  const trySend = (message: ServerMessage): LabErrorData | null => {
    if (!serving) return null;
    try {
      channel.send(prepareMessage(message, maxBytes));
      return null;
    } catch (error) {
      return unsendable(error);
    }
  };
  const fail = (id: number | null, error: LabErrorData) => {
    const problem = trySend({ type: 'error', id, error });
    if (problem) trySend({ type: 'error', id, error: { code: error.code, message: error.message } });
  };

  const run = async (call: CallMessage, controller: AbortController): Promise<unknown> => {
    const name = `${call.service}.${call.method}`;
    const schema = schemaOf(schemas as unknown as SchemaTable, call.service, call.method);
    const checked = checkOptions(schema, name, call.options);
    const service = (services as Record<string, Record<string, Method>>)[call.service];
    const onProgress = (progress: unknown) => {
      if (call.progress && running.get(call.id) === controller) trySend({ type: 'progress', id: call.id, progress });
    };
    return service[call.method](checked, { signal: controller.signal, onProgress });
  };

  const answer = async (call: CallMessage) => {
    const controller = new AbortController();
    running.set(call.id, controller);
    try {
      const value = await run(call, controller);
      running.delete(call.id);
      const problem = trySend({ type: 'result', id: call.id, value });
      if (problem) fail(call.id, problem);
    } catch (error) {
      running.delete(call.id);
      const data = toLabErrorData(error);
      if (data.code === 'internal') options.onInternalError?.(`${call.service}.${call.method}`, error);
      fail(call.id, data);
    }
  };

  const refusal = (call: CallMessage): Malformed | LabErrorData | null => {
    if (running.has(call.id)) {
      return { type: 'malformed', id: null, reason: `a call with the id ${call.id} is under way already` };
    }
    if (running.size < maxCalls) return null;
    return { code: 'busy', message: `${maxCalls} calls are under way, the most at a time. Wait for one to end.` };
  };

  const onMessage = (raw: unknown) => {
    const message = readClientMessage(raw);
    if (message.type === 'malformed') return fail(message.id, malformedError(message));
    if (message.type === 'abort') return running.get(message.id)?.abort(new LabError('aborted', 'Stopped.'));
    const tooLarge = oversize(raw, maxBytes);
    if (tooLarge) return fail(message.id, tooLarge);
    const refused = refusal(message);
    if (refused === null) return void answer(message);
    return 'code' in refused ? fail(message.id, refused) : fail(null, malformedError(refused));
  };

  const dispose = () => {
    serving = false;
    removeMessageListener();
    removeCloseListener();
    for (const controller of running.values()) controller.abort(new LabError('aborted', 'The connection was closed.'));
    running.clear();
  };
  const removeMessageListener = channel.onMessage(onMessage);
  let removeCloseListener = () => {};
  removeCloseListener = channel.onClose(dispose);

  return {
    emit(name, data) {
      const problem = trySend({ type: 'event', name, data });
      if (problem) options.onInternalError?.(`event ${name}`, new LabError(problem.code, problem.message));
    },
    dispose,
  };
}

function malformedError(message: Malformed): LabErrorData {
  return { code: 'invalid-argument', message: `A message of another kind than the protocol's came: ${message.reason}.` };
}

function oversize(raw: unknown, maxBytes: number): LabErrorData | null {
  try {
    prepareMessage(raw, maxBytes);
    return null;
  } catch (error) {
    return toLabErrorData(error);
  }
}

/** What a transport throws for a value it cannot clone is the server's mistake, not the caller's. */
function unsendable(error: unknown): LabErrorData {
  if (error instanceof LabError) return toLabErrorData(error);
  return { code: 'internal', message: `An answer could not be sent: ${toLabErrorData(error).message}` };
}
