// A process may end before, or in the middle of, any single operation on the disk. Here it "ends" at each in turn:
// from that one on every operation fails. Then the folder is opened afresh, as the next process would.
import type * as fileSystem from 'node:fs/promises';
import { cp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Clip } from '../../../shared/contract/clips';
import { sha256 } from './intake';
import type { Library } from './library';
import { memoryDisk, openTestLibrary, temporaryFolder } from './testing/folders';
import { importItem, tone, toneWav } from './testing/sounds';

const life = vi.hoisted(() => ({ left: Infinity }));

vi.mock('node:fs/promises', async (load) => {
  const { mortalDisk } = await import('./testing/mortalDisk');
  return mortalDisk(await load<typeof fileSystem>(), life);
});

afterEach(() => {
  life.left = Infinity;
});

const device = null;

/** A project with two clips of yes, one of no, and one in the trash. */
async function prepare(): Promise<{ home: string; clips: readonly Clip[]; trashed: Clip }> {
  const home = await temporaryFolder(memoryDisk);
  const library = await openTestLibrary(home);
  const { id: projectId } = await library.projects.create({ name: 'Words', labels: ['yes', 'no'] });
  const add = (label: string, seed: number) =>
    library.clips.add({ projectId, label, speaker: 'ann', session: 's', device, sound: tone(seed) });
  const trashed = await add('yes', 900);
  await add('yes', 1);
  await add('yes', 100);
  await add('no', 200);
  await library.clips.remove({ projectId, clipIds: [trashed.id] });
  const clips = await library.clips.list({ projectId });
  await library.close();
  return { home, clips, trashed };
}

interface Story {
  readonly what: string;
  /** Does it, telling what has been reported done. */
  readonly act: (
    library: Library,
    clips: readonly Clip[],
    trashed: Clip,
    tell: (done: string, clips?: readonly Clip[]) => void,
  ) => Promise<void>;
  /** What must hold afterwards, given what was reported done. */
  readonly check: (after: State, before: State, done: ReadonlySet<string>) => void;
}

interface State {
  readonly labels: readonly string[];
  /** label by clip id */
  readonly labelOf: ReadonlyMap<string, string>;
  readonly projects: number;
}

const projectId = 'words';

async function stateOf(library: Library, project = projectId): Promise<State> {
  const clips = await library.clips.list({ projectId: project });
  return {
    labels: (await library.projects.open({ projectId: project })).labels,
    labelOf: new Map(clips.map((clip) => [clip.id, clip.label])),
    projects: (await library.projects.list({})).length,
  };
}

const stories: Story[] = [
  {
    what: 'adding takes and importing files',
    async act(library, _clips, _trashed, tell) {
      const add = (seed: number) =>
        library.clips.add({
          projectId,
          label: 'no',
          speaker: 'Bob!',
          session: 's',
          device,
          sound: tone(seed),
        });
      tell('take', [await add(300)]);
      const files = [
        importItem('maybe/cy_nohash_0.wav', toneWav(400)),
        importItem('maybe/di_nohash_0.wav', toneWav(500)),
      ];
      tell('import', (await library.clips.importFiles({ projectId, session: 'i', files })).imported);
      tell('second take', [await add(600)]);
    },
    check(after, before, done) {
      for (const [id, label] of before.labelOf) expect(after.labelOf.get(id)).toBe(label);
      expect(after.labels).toEqual(
        expect.arrayContaining(['yes', 'no', ...(done.has('import') ? ['maybe'] : [])]),
      );
    },
  },
  {
    what: 'moving a clip to another label',
    async act(library, clips, _trashed, tell) {
      await library.clips.update({ projectId, clipIds: [clips[0].id, clips[1].id], label: 'no' });
      tell('moved');
    },
    check(after, before, done) {
      expect([...after.labelOf.keys()]).toEqual([...before.labelOf.keys()]);
      if (done.has('moved')) expect(new Set(after.labelOf.values())).toEqual(new Set(['no']));
    },
  },
  {
    what: 'renaming a label',
    async act(library, _clips, _trashed, tell) {
      await library.projects.renameLabel({ projectId, from: 'yes', to: 'Ja' });
      tell('renamed');
    },
    check(after, before, done) {
      const renamed = after.labels.includes('Ja');
      expect(renamed || !done.has('renamed')).toBe(true);
      expect(after.labels).toEqual(renamed ? ['Ja', 'no'] : ['yes', 'no']); // never both
      for (const [id, label] of before.labelOf) {
        expect(after.labelOf.get(id)).toBe(renamed && label === 'yes' ? 'Ja' : label);
      }
    },
  },
  {
    what: 'removing a label and restoring it',
    async act(library, _clips, trashed, tell) {
      const { removedClipIds } = await library.projects.removeLabel({ projectId, label: 'yes' });
      tell('removed');
      await library.clips.restore({ projectId, clipIds: [...removedClipIds, trashed.id] });
      tell('restored');
    },
    check(after, before, done) {
      for (const [id, label] of after.labelOf) expect(before.labelOf.get(id) ?? 'yes').toBe(label);
      if (done.has('restored')) expect(after.labelOf.size).toBe(before.labelOf.size + 1);
      expect(new Set([...after.labels, ...after.labelOf.values()])).toEqual(new Set(after.labels));
    },
  },
  {
    what: 'making a project',
    async act(library, _clips, _trashed, tell) {
      await library.projects.create({ name: 'Second', labels: ['a', 'b'] });
      tell('made');
    },
    check(after, before, done) {
      if (done.has('made')) expect(after.projects).toBe(before.projects + 1);
    },
  },
];

/** All wav files under a project that are a clip's or a trashed clip's, by hash. */
async function soundsOnDisk(home: string): Promise<Set<string>> {
  const root = join(home, 'projects', projectId);
  const hashes = new Set<string>();
  for (const name of await readdir(root, { recursive: true })) {
    if (/^(clips|trash)\/.*\.wav$/.test(name)) hashes.add(sha256(await readFile(join(root, name))));
  }
  return hashes;
}

describe('[C2] [C3] [P2] [P3] [R1] [R2] [R3] a process that ends at any operation of', () => {
  it.each(stories)('$what', { timeout: 120_000 }, async ({ act, check }) => {
    const { home, clips, trashed } = await prepare();
    const before = new Map(clips.map((clip) => [clip.id, clip.label]));
    const sounds = await soundsOnDisk(home);
    for (let survived = 0; ; survived++) {
      const copy = join(await temporaryFolder(memoryDisk), 'home');
      await cp(home, copy, { recursive: true, preserveTimestamps: true });
      const done = new Map<string, readonly Clip[]>();
      const library = await openTestLibrary(copy);
      await library.projects.open({ projectId });
      life.left = survived;
      const ended = await act(library, clips, trashed, (what, told = []) => done.set(what, told)).then(
        () => false,
        () => true,
      );
      life.left = Infinity;

      const next = join(await temporaryFolder(memoryDisk), 'home'); // the dead process left its lock; another home has none
      await cp(copy, next, {
        recursive: true,
        preserveTimestamps: true,
        filter: (path) => !/[/\\]lock$/.test(path),
      });
      const after = await openTestLibrary(next);
      check(await stateOf(after), { labels: [], labelOf: before, projects: 1 }, new Set(done.keys()));
      const onDisk = await soundsOnDisk(next);
      for (const sound of sounds) expect(onDisk).toContain(sound); // no take is ever lost
      await expectKept(after, next, [...done.values()].flat());
      await after.close();
      await library.close();
      if (!ended) return expect(survived).toBeGreaterThan(4);
    }
  });
});

/** Every clip reported safe is there, byte for byte, with what was said of it. */
async function expectKept(library: Library, home: string, reported: readonly Clip[]): Promise<void> {
  const listed = new Map((await library.clips.list({ projectId })).map((clip) => [clip.id, clip]));
  for (const clip of reported) {
    expect(listed.get(clip.id)).toMatchObject({ ...clip, split: expect.any(String) as string });
    expect(sha256(await readFile(join(home, 'projects', projectId, clip.file)))).toBe(clip.sha256);
  }
  expect(await readdir(join(home, 'projects', projectId, 'incoming'))).toEqual([]);
}
