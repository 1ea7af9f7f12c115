// Runs a TypeScript entry of these tests in a Node process of its own.
// Not a mock: what is tested with it must hold between real processes.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Bundles an entry that lies beside this file.
 * @param folder where the bundle goes
 * @returns path of a file that plain Node runs
 */
export async function bundleEntry(entry: string, folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(here, entry),
      outDir: folder,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
    },
    ssr: { noExternal: true, target: 'node' },
  });
  return join(folder, 'entry.mjs');
}

export interface Child {
  readonly process: ChildProcess;
  /** Whole lines the child has written so far. */
  lines(): string[];
  /** Resolves with the `count`-th line (default: the first) that starts so, once the child has written it. */
  waitFor(start: string, count?: number): Promise<string>;
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
}

/** Starts a bundled entry. */
export function startChild(entry: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  const lines = (): string[] => text.split('\n').slice(0, -1);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const listeners = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
    for (const listener of listeners) listener();
  });
  return {
    process: child,
    lines,
    ended,
    kill: (signal) => void child.kill(signal),
    waitFor(start, count = 1) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines().filter((candidate) => candidate.startsWith(start))[count - 1];
          if (line !== undefined) resolve(line);
        };
        listeners.add(look);
        void ended.then(() =>
          reject(new Error(`the child ended before it said ${start}: ${text.slice(-500)}`)),
        );
        look();
      });
    },
  };
}
