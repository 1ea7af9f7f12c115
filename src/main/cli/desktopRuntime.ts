// Whether Electron's runtime is on this computer: its npm package brings only the means to fetch it.
// Not fetching it, and not starting it; merely requiring the package would begin a download.

import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface DesktopRuntime {
  readonly found: boolean;
  /** Version of the npm package, null where that is not installed either. */
  readonly version: string | null;
  /** Of the executable, null where there is none. */
  readonly path: string | null;
  /** In words. */
  readonly reason: string;
}

/**
 * Looks for the runtime.
 * @param from `import.meta.url` of a program of the lab, where its packages are found from
 * @param distFolder in place of the package's own folder, as ELECTRON_OVERRIDE_DIST_PATH names it
 */
export async function findDesktopRuntime(from: string, distFolder?: string): Promise<DesktopRuntime> {
  const packageFile = findPackage(from);
  if (packageFile === null) {
    return { found: false, version: null, path: null, reason: 'the package electron is not installed' };
  }
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string };
  const folder = dirname(packageFile);
  const program = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => 'electron');
  const path = join(distFolder ?? join(folder, 'dist'), program.trim());
  const found = await stat(path).then(
    (file) => file.isFile(),
    () => false,
  );
  if (found) return { found, version, path, reason: 'npm start opens a window of its own' };
  const reason = distFolder
    ? `ELECTRON_OVERRIDE_DIST_PATH names ${distFolder}, where it is not`
    : 'not fetched; npm start tries to, and opens the lab in the browser where it cannot';
  return { found, version, path: null, reason };
}

function findPackage(from: string): string | null {
  try {
    return createRequire(from).resolve('electron/package.json');
  } catch {
    return null;
  }
}
