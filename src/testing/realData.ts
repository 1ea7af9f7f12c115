// Where the real speech and music for tests lie: beside the project, never in it.
// Not a loader: it only says where a file would be and whether it is there.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('../../../shared/data', import.meta.url));

/**
 * Path of real data, for `describe.skipIf(!data.present)`.
 * @param parts path under the data folder, e.g. `speech`, `commands`
 */
export function realData(...parts: string[]): {
  readonly path: string;
  readonly present: boolean;
  readonly why: string;
} {
  const path = join(root, ...parts);
  const present = existsSync(path);
  return { path, present, why: present ? '' : `skipped: no real data at ${path}` };
}
