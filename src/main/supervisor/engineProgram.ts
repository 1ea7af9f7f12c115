// The engine's side of its process: starts an engine, serves it over the parent's port, ends in good order.
// Not the engine (src/main/engine) and not the entry: see ./engineProcess.

import { toLabErrorData } from '../../shared/contract/errors';
import type { LabEventName, LabEvents, Services } from '../../shared/contract/services';
import { argumentSchemas } from '../../shared/contract/validation';
import {
  fromProcessPort,
  nodeIpcPort,
  serveServices,
  type Channel,
  type ProcessPort,
} from '../../shared/rpc';
import { isEngineControl, type EngineSettings } from './engineMessages';

/** What `createEngine` gives. */
export interface ServedEngine {
  readonly services: Services;
  onEvent(listener: <Name extends LabEventName>(name: Name, data: LabEvents[Name]) => void): () => void;
  close(): Promise<void>;
}

/** All pages' calls come over this one connection; each page is held to its own limit by the supervisor. */
const MAX_CALLS = 16_384;

/**
 * Runs the engine's program until the supervisor stops it or is gone.
 * @param createEngine makes the engine; what it throws is told to the supervisor as the reason not to start
 */
export async function runEngineProgram(
  createEngine: (settings: EngineSettings) => Promise<ServedEngine>,
): Promise<void> {
  const channel = fromProcessPort(parentPort());
  // Ctrl+C in a terminal reaches the whole group; the host ends the engine in order.
  process.on('SIGINT', () => {});
  try {
    const engine = await createEngine(JSON.parse(process.argv[2] ?? 'null') as EngineSettings);
    serve(engine, channel);
  } catch (error) {
    channel.send({ type: 'engine-refused', error: toLabErrorData(error) });
    // Long enough for the message to leave; the supervisor does not wait for more.
    setTimeout(() => process.exit(0), 200);
  }
}

function serve(engine: ServedEngine, channel: Channel): void {
  const onInternalError = (name: string, error: unknown) => console.error(`${name} failed:`, error);
  const connection = serveServices(engine.services, argumentSchemas, withoutControl(channel), {
    maxCalls: MAX_CALLS,
    onInternalError,
  });
  engine.onEvent((name, data) => connection.emit(name, data));
  const stop = once(async () => {
    connection.dispose();
    await engine.close();
    process.exit(0);
  });
  channel.onMessage((message) => isEngineControl(message) && message.type === 'engine-stop' && stop());
  channel.onClose(stop);
  process.on('SIGTERM', stop);
  channel.send({ type: 'engine-ready' });
}

/** The channel as the protocol sees it. */
export function withoutControl(channel: Channel): Channel {
  return {
    send: (message) => channel.send(message),
    onMessage: (listener) => channel.onMessage((message) => !isEngineControl(message) && listener(message)),
    onClose: (listener) => channel.onClose(listener),
    close: () => channel.close(),
  };
}

function once(run: () => Promise<void>): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    run().catch((error: unknown) => {
      console.error('The engine could not end in order:', error);
      process.exit(1);
    });
  };
}

/** The port inside Electron's utility process; Node's typings do not know it. */
interface UtilityParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown;
}

/** The way to whoever started this process: Electron's `parentPort`, else the IPC channel of a fork. */
function parentPort(): ProcessPort {
  const { parentPort: utility } = process as unknown as { readonly parentPort?: UtilityParentPort };
  if (!utility) return nodeIpcPort(process);
  return {
    post: (message) => utility.postMessage(message),
    onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
    // Electron ends its utility processes with the application.
    onGone: () => {},
    close: () => {},
  };
}
