// The command line with a folder to work in: the real program in a process of its own, or the same code in this one.
// Not part of the build.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { bundleProgram } from '../../../testing/bundleProgram';
import { run } from '../run';

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

/** A command line in this process: quicker, where what is tested is what a command does and says. */
export function openInlineLab(): Omit<Lab, 'program'> {
  const work = mkdtempSync(join(tmpdir(), 'earshot-cli-'));
  const at = (...parts: string[]) => join(work, ...parts);
  return {
    at,
    async run(...args) {
      const [stdout, stderr] = [collector(), collector()];
      const code = await run(args, {
        streams: { stdout: stdout.stream, stderr: stderr.stream, now: () => performance.now() },
        version: '0.0.0-test',
        signal: new AbortController().signal,
        programs: at('programs'),
      });
      return { code, stdout: stdout.text(), stderr: stderr.text(), json: lastJson(stdout.text()) };
    },
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}

function collector() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

function lastJson(stdout: string): Outcome['json'] {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  return last.startsWith('{') ? (JSON.parse(last) as Outcome['json']) : {};
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
          resolve({ code: error ? Number(error.code) : 0, stdout, stderr, json: lastJson(stdout) });
        });
      }),
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}
