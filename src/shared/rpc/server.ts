// Answers the calls of one connection from plain service objects.
// Not a transport and not a router: one channel, one set of services.

import { LabError, toLabErrorData, type LabErrorData } from '../contract/errors';
import type { Channel } from './channel';
import { readClientMessage, type CallMessage, type ServerMessage } from './protocol';
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
  const answers = createAnswers(channel, maxBytes);
  const calls = createCalls(createRunner(services, schemas), answers, options);

  const removeMessageListener = channel.onMessage((raw) => {
    const message = readClientMessage(raw);
    if (message.type === 'malformed') return answers.fail(message.id, malformedError(message.reason));
    if (message.type === 'abort') return calls.abort(message.id);
    const tooLarge = oversize(raw, maxBytes);
    if (tooLarge) answers.fail(message.id, tooLarge);
    else calls.begin(message);
  });
  const dispose = () => {
    answers.stop();
    removeMessageListener();
    calls.abortAll();
  };
  const removeCloseListener = channel.onClose(dispose);

  return {
    emit(name, data) {
      const problem = answers.send({ type: 'event', name, data });
      if (problem) options.onInternalError?.(`event ${name}`, new LabError(problem.code, problem.message));
    },
    dispose() {
      removeCloseListener();
      dispose();
    },
  };
}

interface Answers {
  /** Sends, or returns why that was not possible. */
  send(message: ServerMessage): LabErrorData | null;
  fail(id: number | null, error: LabErrorData): void;
  /** From then on nothing is sent. */
  stop(): void;
}

function createAnswers(channel: Channel, maxBytes: number): Answers {
  let stopped = false;
  const send = (message: ServerMessage): LabErrorData | null => {
    if (stopped) return null;
    try {
      channel.send(prepareMessage(message, maxBytes));
      return null;
    } catch (error) {
      return unsendable(error);
    }
  };
  return {
    send,
    fail(id, error) {
      // Where the details cannot cross, code and message still do.
      if (send({ type: 'error', id, error }))
        send({ type: 'error', id, error: { code: error.code, message: error.message } });
    },
    stop() {
      stopped = true;
    },
  };
}

type Run = (
  call: CallMessage,
  signal: AbortSignal,
  onProgress: (progress: unknown) => void,
) => Promise<unknown>;

/** Finds the method a call names, checks its options and runs it. */
function createRunner<S extends object>(services: S, schemas: ArgumentSchemas<S>): Run {
  return async ({ service, method, options }, signal, onProgress) => {
    const schema = schemaOf(schemas as unknown as SchemaTable, service, method);
    const checked = checkOptions(schema, `${service}.${method}`, options);
    const target = (services as Record<string, Record<string, Method>>)[service];
    return target[method](checked, { signal, onProgress });
  };
}

/** The calls of one connection that are under way. */
function createCalls(run: Run, answers: Answers, options: ServeOptions) {
  const maxCalls = options.maxCalls ?? MAX_CALLS;
  const running = new Map<number, AbortController>();

  const answer = async (call: CallMessage, controller: AbortController) => {
    const onProgress = (progress: unknown) => {
      const wanted = call.progress && running.get(call.id) === controller;
      if (wanted) answers.send({ type: 'progress', id: call.id, progress });
    };
    try {
      const value = await run(call, controller.signal, onProgress);
      running.delete(call.id);
      const problem = answers.send({ type: 'result', id: call.id, value });
      if (problem) answers.fail(call.id, problem);
    } catch (error) {
      running.delete(call.id);
      const data = toLabErrorData(error);
      if (data.code === 'internal') options.onInternalError?.(`${call.service}.${call.method}`, error);
      answers.fail(call.id, data);
    }
  };

  return {
    begin(call: CallMessage): void {
      if (running.has(call.id)) {
        return answers.fail(null, malformedError(`a call with the id ${call.id} is under way already`));
      }
      if (running.size >= maxCalls) {
        const message = `${maxCalls} calls are under way, the most at a time. Wait for one to end.`;
        return answers.fail(call.id, { code: 'busy', message });
      }
      const controller = new AbortController();
      running.set(call.id, controller);
      void answer(call, controller);
    },
    abort(id: number): void {
      running.get(id)?.abort(new LabError('aborted', 'Stopped.'));
    },
    abortAll(): void {
      for (const controller of running.values())
        controller.abort(new LabError('aborted', 'The connection was closed.'));
      running.clear();
    },
  };
}

function malformedError(reason: string): LabErrorData {
  return { code: 'invalid-argument', message: `A message came that is none of the protocol's: ${reason}.` };
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
