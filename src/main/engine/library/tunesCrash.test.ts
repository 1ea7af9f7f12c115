// A process may end before, or in the middle of, any single operation on the disk: the same as crash.test, for tunes.
import type * as fileSystem from 'node:fs/promises';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Tune } from '../../../shared/contract/tunes';
import { sha256 } from './intake';
import type { Library } from './library';
import { memoryDisk, openTestLibrary, temporaryFolder } from './testing/folders';
import { abcBook, midiFile, openMusicProject, tuneScore } from './testing/music';

const life = vi.hoisted(() => ({ left: Infinity }));

vi.mock('node:fs/promises', async (load) => {
  const { mortalDisk } = await import('./testing/mortalDisk');
  return mortalDisk(await load<typeof fileSystem>(), life);
});

afterEach(() => {
  life.left = Infinity;
});

const projectId = 'tunes';

/** A project with three tunes and one in the trash. */
async function prepare() {
  const { home, library } = await openMusicProject(memoryDisk);
  const files = [1, 2, 3, 4].map((seed) => midiFile(seed));
  const { imported } = await library.tunes.importFiles({ projectId, files });
  await library.tunes.remove({ projectId, tuneIds: [imported[3].id] });
  await library.close();
  return { home, tunes: imported.slice(0, 3), trashed: imported[3] };
}

type Tell = (tunes: readonly Tune[]) => void;

interface Story {
  readonly what: string;
  /** Does it, telling every tune as it has been reported safe. */
  readonly act: (library: Library, tunes: readonly Tune[], trashed: Tune, tell: Tell) => Promise<void>;
  /** How many operations it has at least. */
  readonly operations: number;
  /** How many tunes there may be afterwards. */
  readonly counts: readonly number[];
}

const stories: Story[] = [
  {
    what: 'importing files and saving a tune',
    operations: 10,
    counts: [3, 4, 5, 6, 7],
    async act({ tunes }, _all, _trashed, tell) {
      tell((await tunes.importFiles({ projectId, files: [midiFile(10), abcBook([11, 12])] })).imported);
      tell([
        await tunes.save({
          ...{ projectId, tuneId: null, title: 'Drawn', score: tuneScore(13), origin: 'drawn' },
        }),
      ]);
    },
  },
  {
    what: 'saving a tune in place of another, twice',
    operations: 10,
    counts: [3], // the former versions lie in the trash, or still in place
    async act({ tunes }, [first], _trashed, tell) {
      const save = (seed: number) =>
        tunes.save({
          ...{ projectId, tuneId: first.id, title: first.title, score: tuneScore(seed), origin: 'drawn' },
        });
      await save(20);
      tell([await save(21)]);
    },
  },
  {
    what: 'renaming, removing and restoring',
    operations: 6,
    counts: [2, 3, 4],
    async act({ tunes }, [first, second], trashed, tell) {
      tell([await tunes.rename({ projectId, tuneId: first.id, title: 'Neu' })]);
      await tunes.remove({ projectId, tuneIds: [second.id] });
      tell(await tunes.restore({ projectId, tuneIds: [second.id, trashed.id] }));
    },
  },
];

/** All tune files of the project, those in the trash included, by hash. */
async function filesOnDisk(home: string): Promise<Set<string>> {
  const root = join(home, 'projects', projectId);
  const hashes = new Set<string>();
  for (const name of await readdir(root, { recursive: true })) {
    if (/^(scores|trash)\/.*\.(mid|abc)$/.test(name)) hashes.add(sha256(await readFile(join(root, name))));
  }
  return hashes;
}

describe('[C2] [C3] [R1] [R2] [R3] a process that ends at any operation of', () => {
  it.each(stories)('$what', { timeout: 120_000 }, async ({ act, operations, counts }) => {
    const { home, tunes, trashed } = await prepare();
    const before = await filesOnDisk(home);
    for (let survived = 0; ; survived++) {
      const copy = join(await temporaryFolder(memoryDisk), 'home');
      await cp(home, copy, { recursive: true, preserveTimestamps: true });
      const told = new Map<string, Tune>();
      const library = await openTestLibrary(copy);
      await library.projects.open({ projectId });
      life.left = survived;
      const tell: Tell = (safe) => safe.forEach((tune) => told.set(tune.id, tune));
      const ended = await act(library, tunes, trashed, tell).then(
        () => false,
        () => true,
      );
      life.left = Infinity;

      const next = join(await temporaryFolder(memoryDisk), 'home'); // the dead process left its lock
      const filter = (path: string) => !/[/\\]lock$/.test(path);
      await cp(copy, next, { recursive: true, preserveTimestamps: true, filter });
      const after = await openTestLibrary(next);
      await expectKept(after, next, told, tunes);
      expect(counts).toContain((await after.tunes.list({ projectId })).length);
      const onDisk = await filesOnDisk(next);
      for (const file of before) expect(onDisk).toContain(file); // no version of a tune is ever lost
      await after.close();
      await library.close();
      if (!ended) return expect(survived).toBeGreaterThanOrEqual(operations);
    }
  });
});

/** Every tune reported safe is there, byte for byte, with what was said of it; the others have not gone. */
async function expectKept(
  library: Library,
  home: string,
  told: ReadonlyMap<string, Tune>,
  before: readonly Tune[],
): Promise<void> {
  const listed = new Map((await library.tunes.list({ projectId })).map((tune) => [tune.id, tune]));
  for (const tune of told.values()) {
    const now = listed.get(tune.id);
    expect(now).toMatchObject({ sha256: tune.sha256, title: tune.title });
    expect(sha256(await readFile(join(home, 'projects', projectId, now!.file)))).toBe(tune.sha256);
  }
  for (const { id } of before.slice(2)) expect(listed.has(id)).toBe(true);
  expect(await readdir(join(home, 'projects', projectId, 'incoming'))).toEqual([]);
  const tuneIds = [...listed.keys()];
  expect(await library.tunes.scores({ projectId, tuneIds })).toHaveLength(tuneIds.length);
}
