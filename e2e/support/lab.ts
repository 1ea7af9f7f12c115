// The lab as a test starts it: the real browser host in a process of its own, with its own data folder.
// Not a fake: what runs here is what `npm start` runs where there is no desktop runtime.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface LabProcess {
  /** The link a person would open, token included. */
  readonly link: string;
  readonly home: string;
  readonly process: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Ends the host as Ctrl+C would. */
  stop(): Promise<void>;
}

const LINK = /https?:\/\/(127\.0\.0\.1|localhost):\d+\/\S*/;
const START_MS = 30_000;

export function temporaryHome(): string {
  return mkdtempSync(join(tmpdir(), 'earshot-e2e-'));
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

/** Starts the browser host on `home` and waits for its link. */
export async function startLab(home: string, args: readonly string[] = []): Promise<LabProcess> {
  const child = spawn(process.execPath, [join(root, 'out/main/server.js'), '--no-open', ...args], {
    cwd: root,
    env: { ...process.env, EARSHOT_HOME: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`The lab did not start:\n${output}`)), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = LINK.exec(output);
      if (found) {
        clearTimeout(timer);
        resolve(found[0]);
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`The lab ended with ${code}:\n${output}`)));
  });
  const stop = async () => {
    child.kill('SIGINT');
    await ended(child);
  };
  return { link, home, process: child, output: () => output, stop };
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
