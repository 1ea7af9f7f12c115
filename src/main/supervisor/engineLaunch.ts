// What the supervisor needs of a started engine process, and how plain Node starts one.
// Not the desktop's way: src/main/electron/engineLaunch.ts.

import { fork } from 'node:child_process';
import { nodeIpcPort, type ProcessPort } from '../../shared/rpc';
import type { EngineSettings } from './engineMessages';

/** How a process ended. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** The last error it named on its error output; empty where there was none. */
  readonly lastWords: string;
}

/** A started engine. */
export interface EngineProcess {
  readonly port: ProcessPort;
  /** Called once. */
  onExit(listener: (exit: EngineExit) => void): void;
  /** Ends it at once. */
  kill(): void;
}

/** After its port has closed a process gets this long to end by itself, in ms. */
const EXIT_GRACE_MS = 5000;

/**
 * Starts the engine's program in a Node process of its own. What it prints goes to this process' error output.
 * @param program path of engine.js
 */
export function launchWithNode(program: string, settings: EngineSettings): EngineProcess {
  const child = fork(program, [JSON.stringify(settings)], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 2, 'pipe', 'ipc'],
  });
  const lastWords = keepLastWords(child.stderr);
  child.stderr?.pipe(process.stderr, { end: false });
  child.on('disconnect', () => setTimeout(() => child.kill('SIGKILL'), EXIT_GRACE_MS).unref());
  return {
    port: nodeIpcPort(child),
    onExit(listener) {
      // Only one of the two comes when the program could not be started at all.
      child.once('error', (error) => listener({ code: null, signal: null, lastWords: error.message }));
      child.once('exit', (code, signal) => listener({ code, signal, lastWords: lastWords() }));
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

const KEPT_CHARACTERS = 4000;

/** Follows an error output; gives {@link lastWordsOf} what is at its end. */
export function keepLastWords(stream: NodeJS.ReadableStream | null): () => string {
  let tail = '';
  stream?.on('data', (chunk: Buffer | string) => {
    tail = (tail + String(chunk)).slice(-KEPT_CHARACTERS);
  });
  return () => lastWordsOf(tail);
}

/**
 * The line of an error output that names an error, the last one there is.
 * @returns empty where there is none: remarks of libraries explain nothing
 */
export function lastWordsOf(output: string): string {
  const named = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) =>
      /^(Uncaught )?\w*(Error|Exception)\b.*:|^FATAL ERROR|\berror while loading\b/.test(line),
    );
  return (named.at(-1) ?? '').slice(0, 200);
}
