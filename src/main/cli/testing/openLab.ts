// The real command line in a process of its own, with a folder to work in.
// Not part of the build.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram } from '../../../testing/bundleProgram';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout. */
  readonly json: Record<string, never>;
}

export interface Lab {
  /** Of the program, for tests that start it themselves. */
  readonly program: string;
  /** A path in the folder to work in. */
  at(...parts: string[]): string;
  run(...args: string[]): Promise<Outcome>;
  remove(): void;
}

/** Bundles the program and makes a folder; `home` in it is the library. */
export async function openLab(): Promise<Lab> {
  const program = await bundleProgram(new URL('../main.ts', import.meta.url));
  const work = mkdtempSync(join(tmpdir(), 'earshot-cli-'));
  const env = { ...process.env, EARSHOT_HOME: join(work, 'home') };
  return {
    program,
    at: (...parts) => join(work, ...parts),
    run: (...args) =>
      new Promise((resolve) => {
        execFile(process.execPath, [program, ...args], { env }, (error, stdout, stderr) => {
          const last = stdout.trimEnd().split('\n').at(-1) ?? '';
          const json = last.startsWith('{') ? (JSON.parse(last) as Record<string, never>) : {};
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr, json });
        });
      }),
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}
