// Where Electron's runtime is on this computer, or why there is none: then the desktop suite is skipped, and says so.
// Not a download: `npm start` fetches it where that is possible.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/lab';

export interface Runtime {
  /** The folder Playwright is pointed to; null where there is no runtime. */
  readonly dist: string | null;
  /** Why the suite is skipped. */
  readonly why: string;
}

function executableName(): string {
  const pathFile = join(root, 'node_modules/electron/path.txt');
  if (existsSync(pathFile)) return readFileSync(pathFile, 'utf8').trim();
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

export function findRuntime(): Runtime {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  if (!existsSync(join(dist, executableName()))) {
    return {
      dist: null,
      why: "Electron's runtime is not on this computer (npm start fetches it where it can)",
    };
  }
  const noScreen = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
  return noScreen
    ? { dist: null, why: 'this session has no screen (xvfb-run gives it one)' }
    : { dist, why: '' };
}
