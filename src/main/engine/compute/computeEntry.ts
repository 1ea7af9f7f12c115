// Where the built worker lies, seen from wherever the bundler put the code that starts it.
// Not the worker itself: ./worker.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LabError } from '../../../shared/contract/errors';

const FILE = 'compute.js';

/**
 * Path of the built worker: beside the running program, or above it where the bundler moved shared code into a
 * folder of chunks.
 * @param from `import.meta.url` of the running code
 * @throws unsupported where it was not built
 */
export function findComputeEntry(from: string = import.meta.url): string {
  const folder = dirname(fileURLToPath(from));
  const found = [join(folder, FILE), join(folder, '..', FILE)].find((path) => existsSync(path));
  if (found) return found;
  throw new LabError(
    'unsupported',
    `The compute thread ${FILE} is not beside ${folder}: build the lab anew (npm run build).`,
  );
}
