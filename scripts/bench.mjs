// The benchmark: builds when sources are newer than out/, then runs it in this process.
// Not the measuring itself (src/main/bench).

import { buildIfStale } from './build.mjs';

try {
  await buildIfStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
await import('../out/main/bench.js');
