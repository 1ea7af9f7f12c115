// Starts the engine's program as Electron's utility process.
// Not the supervising: src/main/supervisor does that for both hosts.

import { utilityProcess, type UtilityProcess } from 'electron';
import { keepLastWords, type EngineProcess } from '../supervisor/engineLaunch';
import type { EngineSettings } from '../supervisor/engineMessages';

/** @param program path of engine.js */
export function launchWithElectron(program: string, settings: EngineSettings): EngineProcess {
  const child = utilityProcess.fork(program, [JSON.stringify(settings)], {
    serviceName: 'Earshot engine',
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const lastWords = keepLastWords(child.stderr);
  child.stderr?.pipe(process.stderr, { end: false });
  return {
    port: {
      post: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onGone: (listener) => void child.on('exit', () => listener('The engine ended.')),
      close: () => void child.kill(),
    },
    onExit: (listener) =>
      void child.once('exit', (code) => listener({ code, signal: null, lastWords: lastWords() })),
    kill: () => killNow(child),
  };
}

/** `kill` of Electron asks (SIGTERM), and an engine that hangs does not hear it. */
function killNow(child: UtilityProcess): void {
  if (child.pid === undefined) return void child.kill();
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in this very moment.
    return;
  }
}
