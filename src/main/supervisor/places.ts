// Where things lie on this computer: the library, and what was built beside the running program.
// Nothing is made here; whoever writes makes the folders it needs.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly homeFolder: string;
}

/**
 * The library of this person: EARSHOT_HOME where it is set, else `earshot` in the user's data folder.
 * @returns an absolute path
 */
export function libraryHome(surroundings?: Surroundings): string {
  const { env, platform, homeFolder } = surroundings ?? {
    env: process.env,
    platform: process.platform,
    homeFolder: homedir(),
  };
  if (env.EARSHOT_HOME) return resolve(env.EARSHOT_HOME);
  if (platform === 'darwin') return join(homeFolder, 'Library', 'Application Support', 'Earshot');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(homeFolder, 'AppData', 'Local'), 'Earshot');
  return join(env.XDG_DATA_HOME || join(homeFolder, '.local', 'share'), 'earshot');
}

/** What belongs to one build. */
export interface BuiltPlaces {
  /** The engine's program. */
  readonly engine: string;
  /** The page's files. */
  readonly page: string;
  /** The desktop window's preload script. */
  readonly preload: string;
  /** Icons and the sample project. */
  readonly assets: string;
}

/**
 * Places of the build a program belongs to.
 * @param programs the folder of the built programs, `out/main`
 */
export function builtPlaces(programs: string): BuiltPlaces {
  return {
    engine: join(programs, 'engine.js'),
    page: resolve(programs, '..', 'renderer'),
    preload: resolve(programs, '..', 'preload', 'preload.cjs'),
    assets: resolve(programs, '..', '..', 'assets'),
  };
}
