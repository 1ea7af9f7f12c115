// One engine process from its start to its end: its first word, its services, its last words.
// Not what happens afterwards: ./supervisor decides whether another one is started.

import { fromLabErrorData, type LabError } from '../../shared/contract/errors';
import type { LabEvents, Services } from '../../shared/contract/services';
import { connectServices, fromProcessPort, type Channel, type ServiceConnection } from '../../shared/rpc';
import { createListeners } from '../../shared/rpc/channel';
import type { EngineExit, EngineProcess } from './engineLaunch';
import { isEngineControl, type EngineControl } from './engineMessages';
import { describeExit, RESTART_DELAYS_MS } from './restarts';

export type EngineConnection = ServiceConnection<Services, LabEvents>;

export interface EngineLifeListeners {
  onReady(connection: EngineConnection): void;
  /** It cannot start, and would not a second time. The process ends by itself. */
  onRefused(error: LabError): void;
  /** It has ended, whatever came before. Calls under way have been rejected by then. */
  onExit(exit: EngineExit): void;
}

export interface EngineLife {
  /** Asks it to end in order, and ends it when it has not after the grace. Resolves when it is gone. */
  stop(): Promise<void>;
}

export interface EngineTimes {
  /** A start that takes longer counts as a crash, in ms. */
  readonly startLimitMs: number;
  /** How long an engine may take to end in order, in ms. */
  readonly stopGraceMs: number;
  readonly restartDelaysMs: readonly number[];
}

export const defaultTimes: EngineTimes = {
  startLimitMs: 120_000,
  stopGraceMs: 8000,
  restartDelaysMs: RESTART_DELAYS_MS,
};

/** Follows a started process. */
export function followEngine(
  process: EngineProcess,
  listeners: EngineLifeListeners,
  times: EngineTimes = defaultTimes,
): EngineLife {
  const port = fromProcessPort(process.port);
  const closing = createListeners();
  const startLimit = setTimeout(() => process.kill(), times.startLimitMs);
  const gone = new Promise<void>((resolve) => {
    process.onExit((exit) => {
      clearTimeout(startLimit);
      closing.closed(`The engine ended (${describeExit(exit)}).`);
      listeners.onExit(exit);
      resolve();
    });
  });
  port.onMessage((message) => {
    if (!isEngineControl(message)) return;
    clearTimeout(startLimit);
    obey(message, untilExit(port, closing.onClose), listeners);
  });
  return {
    async stop() {
      const limit = setTimeout(() => process.kill(), times.stopGraceMs);
      port.send({ type: 'engine-stop' });
      await gone;
      clearTimeout(limit);
    },
  };
}

function obey(message: EngineControl, channel: Channel, listeners: EngineLifeListeners): void {
  if (message.type === 'engine-ready') listeners.onReady(connectServices(channel));
  else if (message.type === 'engine-refused') listeners.onRefused(fromLabErrorData(message.error));
}

/** The channel for the protocol: it closes with the process, whose end says more than a broken pipe. */
function untilExit(port: Channel, onClose: Channel['onClose']): Channel {
  return {
    send: (message) => port.send(message),
    onMessage: (listener) => port.onMessage((message) => !isEngineControl(message) && listener(message)),
    onClose,
    close: () => port.close(),
  };
}
