// Folders for the library's tests, and a library in one of them.
// Not a mock: everything lies on the disk.

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Notice } from '../../../../shared/contract/services';
import { openLibrary } from '../library';
import type { Library, LibraryOptions } from '../library';

/** A folder in memory where the system has such (Linux): for tests that write thousands of times. */
export const memoryDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder of its own for a test, deleted when the test is over. */
export async function temporaryFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'earshot-library-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files, making their folders. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [path, data] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), data);
  }
}

/** A library with the notices it has told; closed when the test is over. */
export async function openTestLibrary(
  home: string,
  options: Partial<LibraryOptions> = {},
): Promise<Library & { readonly notices: Notice[] }> {
  const library = await openLibrary({ home, owner: 'the test', sampleAssets: null, ...options });
  onTestFinished(() => library.close());
  const notices: Notice[] = [];
  library.onEvent((name, data) => {
    if (name === 'notice') notices.push(data as Notice);
  });
  return Object.assign(library, { notices });
}

/** A library in a folder of its own with one project named Words, and that project's id and folder. */
export async function openTestProject(labels: readonly string[] = ['yes', 'no']) {
  const home = await temporaryFolder();
  const library = await openTestLibrary(home);
  const project = await library.projects.create({ name: 'Words', labels });
  return { home, library, project, projectId: project.id, folder: project.folder };
}
