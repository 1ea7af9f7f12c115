// Entry of the command line, out/main/lab.js: the process around ./run.
// Nothing of the commands stands here.

import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../../../package.json';
import { run } from './run';

/** Of a shell for a process that Ctrl+C ended. */
const INTERRUPTED = 130;

// Libraries print to the console; stdout belongs to results.
console.log = console.info = console.debug = console.error;

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(INTERRUPTED);
    stopping.abort();
  });
}
// A reader that has gone (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const code = await run(process.argv.slice(2), {
  streams: { stdout: process.stdout, stderr: process.stderr, now: () => performance.now() },
  version,
  signal: stopping.signal,
  programs: dirname(fileURLToPath(import.meta.url)),
});
// Threads of TensorFlow.js keep a process alive; what was written is given time to leave.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
