// A disk that works for so many more operations and then no more, as a process that ends in the middle leaves it.
// Not a fake: until then every operation is the real one.

import type * as fileSystem from 'node:fs/promises';

/** How many more operations succeed; the one after is done by half where it can be, then nothing works. */
export interface Life {
  left: number;
}

/** The module with every operation that changes something mortal; for vi.mock. */
export function mortalDisk(real: typeof fileSystem, life: Life): typeof fileSystem {
  type Handle = Awaited<ReturnType<typeof real.open>>;
  const ended = (): Error =>
    Object.assign(new Error('the process ended here'), { code: 'EIO', syscall: 'write' });
  const lives = (): boolean => --life.left >= 0;
  const mortal = <F extends (...args: never[]) => Promise<unknown>>(work: F) =>
    (async (...args: Parameters<F>) => {
      if (!lives()) throw ended();
      return work(...args);
    }) as F;
  const mortalHandle = (handle: Handle): Handle => {
    const writeFile = handle.writeFile.bind(handle);
    handle.writeFile = async (data) => {
      if (lives()) return writeFile(data);
      const bytes = data as string | Uint8Array;
      if (life.left === -1) await writeFile(bytes.slice(0, Math.floor(bytes.length / 2)));
      throw ended();
    };
    handle.sync = mortal(handle.sync.bind(handle));
    handle.datasync = mortal(handle.datasync.bind(handle));
    return handle;
  };
  const open = mortal(async (path: string, flags: string) => mortalHandle(await real.open(path, flags)));
  const { rename, mkdir, rm, rmdir, truncate, writeFile, link, copyFile } = real;
  const changing = { rename, mkdir, rm, rmdir, truncate, writeFile, link, copyFile };
  const guarded = Object.entries(changing).map(([name, work]) => [name, mortal(work as () => Promise<void>)]);
  return { ...real, ...(Object.fromEntries(guarded) as typeof changing), open: open as typeof real.open };
}
