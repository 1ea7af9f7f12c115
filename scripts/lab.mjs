// The command line: builds when sources are newer than out/, then runs it in this process.
// Not the commands themselves (src/main/cli); stdout belongs to them alone.

import { buildIfStale } from './build.mjs';

try {
  await buildIfStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import('../out/main/lab.js');
