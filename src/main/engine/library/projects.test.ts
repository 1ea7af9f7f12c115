import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import { slugOf } from './layout';
import { migrateRecord } from './migrations';
import type { Migration } from './migrations';
import { openTestLibrary, openTestProject, temporaryFolder, writeFiles } from './testing/folders';
import { tone, toneWav } from './testing/sounds';

const takeOf = (projectId: string, seed: number, label = 'yes') => {
  return { projectId, label, speaker: 'ann', session: 's', device: null, sound: tone(seed) };
};

describe('projects', () => {
  it('[P2] are made, listed, opened again', async () => {
    const home = await temporaryFolder();
    const at = new Date('2026-02-03T04:05:06Z');
    const library = await openTestLibrary(home, { clock: () => at });
    const project = await library.projects.create({ name: '  My Words! ', labels: ['yes', 'nö'] });
    expect(project).toEqual({
      ...{
        id: 'my-words',
        name: 'My Words!',
        kind: 'speech',
        labels: ['yes', 'nö'],
        features: defaultFeatureConfig,
      },
      ...{ createdAt: at.toISOString(), sample: false, folder: join(home, 'projects/my-words'), notices: [] },
    });
    expect(await library.projects.list({})).toMatchObject([
      { id: 'my-words', clips: 0, labels: 2, sample: false },
    ]);
    await library.close();
    expect(await (await openTestLibrary(home)).projects.open({ projectId: 'my-words' })).toEqual(project);
    expect(await readdir(join(home, 'projects'))).toEqual(['my-words']);
  });

  it('count clips and stand in the order of their last change', async () => {
    const { library, projectId } = await openTestProject();
    await library.projects.create({ name: 'Other' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    await library.clips.add(takeOf(projectId, 1));
    const summaries = await library.projects.list({});
    expect(summaries.map(({ id, clips }) => [id, clips])).toEqual([
      ['words', 1],
      ['other', 0],
    ]);
  });

  it.each([
    ['Words', 'already-exists'],
    ['wörds', null],
    [' WORDS ', 'already-exists'],
    ['', 'invalid-argument'],
    ['x'.repeat(201), 'invalid-argument'],
    ['two\nlines', 'invalid-argument'],
  ])('may be named %j: %s', async (name, code) => {
    const { library } = await openTestProject();
    const made = library.projects.create({ name });
    if (code === null) await expect(made).resolves.toMatchObject({ id: 'words-2', name });
    else await expect(made).rejects.toMatchObject({ code });
  });

  it('change name and configuration', async () => {
    const { library, projectId } = await openTestProject();
    const features = { ...defaultFeatureConfig, coefficients: 20 };
    const changed = await library.projects.update({ projectId, name: 'Renamed', features });
    expect(changed).toMatchObject({ id: projectId, name: 'Renamed', features });
    const refused = library.projects.update({ projectId, features: { ...features, melBands: 12 } });
    await expect(refused).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('[P5] go to the trash of the library whole, but not while they train', async () => {
    const { home, library, projectId } = await openTestProject();
    await library.clips.add(takeOf(projectId, 1));
    library.setBusy(projectId, 'the run of 10:00 is training');
    const refused = library.projects.remove({ projectId });
    await expect(refused).rejects.toMatchObject({ code: 'busy' });
    await expect(refused).rejects.toThrow(/the run of 10:00 is training/);
    library.setBusy(projectId, null);
    await library.projects.remove({ projectId });
    expect(await library.projects.list({})).toEqual([]);
    const [trashed] = await readdir(join(home, 'trash'));
    expect(trashed).toMatch(/^words-\d{4}-/);
    expect(await readdir(join(home, 'trash', trashed, 'clips/yes'))).toEqual(['ann_nohash_0.wav']);
    await expect(library.clips.list({ projectId })).rejects.toMatchObject({ code: 'not-found' });
    await expect(library.projects.remove({ projectId })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('[P2] half built ones are cleared away', async () => {
    const home = await temporaryFolder();
    await mkdir(join(home, 'building/sample/clips'), { recursive: true });
    const library = await openTestLibrary(home);
    expect(await library.projects.list({})).toEqual([]);
    expect(await readdir(home)).not.toContain('building');
  });
});

describe('labels', () => {
  it('are added, renamed with their clips, removed', async () => {
    const { library, projectId, folder } = await openTestProject();
    const clip = await library.clips.add(takeOf(projectId, 1));
    expect((await library.projects.addLabel({ projectId, label: ' go ' })).labels).toEqual([
      'yes',
      'no',
      'go',
    ]);
    expect((await library.projects.renameLabel({ projectId, from: 'yes', to: '👍 / ..' })).labels).toEqual([
      '👍 / ..',
      'no',
      'go',
    ]);
    const [renamed] = await library.clips.list({ projectId });
    expect(renamed).toMatchObject({ id: clip.id, label: '👍 / ..' });
    expect(await readdir(join(folder, 'clips'))).toEqual([renamed.file.split('/')[1]]);
    expect((await library.projects.removeLabel({ projectId, label: 'go' })).removedClipIds).toEqual([]);
    expect((await library.projects.renameLabel({ projectId, from: 'no', to: 'No' })).labels).toEqual([
      '👍 / ..',
      'No',
    ]);
  });

  it.each(['YES', 'yes', ' Yes '])('[N3] are there once: %j beside yes', async (label) => {
    const { library, projectId } = await openTestProject();
    await expect(library.projects.addLabel({ projectId, label })).rejects.toMatchObject({
      code: 'already-exists',
    });
    const renamed = library.projects.renameLabel({ projectId, from: 'no', to: label });
    await expect(renamed).rejects.toMatchObject({ code: 'already-exists' });
    const made = library.projects.create({ name: 'Twice', labels: ['yes', label] });
    await expect(made).rejects.toMatchObject({ code: 'already-exists' });
  });

  it.each(['', 'x'.repeat(300), '_silence_', '_background_noise_', 'a\u0000b'])(
    'refuses %j',
    async (label) => {
      const { library, projectId } = await openTestProject();
      await expect(library.projects.addLabel({ projectId, label })).rejects.toMatchObject({
        code: 'invalid-argument',
      });
    },
  );

  it('that are not there are named with those that are', async () => {
    const { library, projectId } = await openTestProject();
    await expect(library.projects.removeLabel({ projectId, label: 'maybe' })).rejects.toThrow(
      /no label maybe; it has: yes, no/,
    );
    await expect(library.projects.renameLabel({ projectId, from: 'maybe', to: 'x' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('[N1] ids from a page never leave the library', () => {
  it.each([
    '..',
    '../words',
    '/etc',
    'words/../../x',
    'C:\\x',
    '',
    '.',
    'Words',
    'a\u0000b',
    'words/',
    'con',
    7,
    null,
    {},
  ])('projectId %j', async (projectId) => {
    const { library } = await openTestProject();
    const id = projectId as string;
    const calls = [
      () => library.projects.open({ projectId: id }),
      () => library.projects.remove({ projectId: id }),
      () => library.clips.list({ projectId: id }),
      () => library.clips.add(takeOf(id, 1)),
      () => library.features.missing({ projectId: id }),
      () => library.runs.list(id),
      () => library.datasetOf(id),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it.each(['..', '../../x', '/etc', 'a/b', '', '.hidden', 'a.b'])('runId %j', async (runId) => {
    const { library, projectId } = await openTestProject();
    expect(() => library.runFolder(projectId, runId)).toThrow(/runId/);
    await expect(library.runs.get(projectId, runId)).rejects.toMatchObject({ code: 'invalid-argument' });
    await expect(library.runs.remove(projectId, runId)).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('a project that is a link to somewhere else is none', async () => {
    const home = await temporaryFolder();
    const outside = await temporaryFolder();
    const library = await openTestLibrary(home);
    await writeFiles(outside, { 'project.json': '{}', 'clips/yes/a_nohash_0.wav': toneWav(1) });
    await symlink(outside, join(home, 'projects', 'linked'));
    expect(await library.projects.list({})).toEqual([]);
    await expect(library.projects.open({ projectId: 'linked' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a name becomes a folder name that is safe', () => {
    const names = ['My Words', 'Größe №1', '../..', '', 'CON', 'a'.repeat(90), '日本語', '--x--'];
    const slugs = names.map(slugOf);
    expect(slugs).toEqual([
      'my-words',
      'gro-e-no1',
      'project',
      'project',
      'con-project',
      'a'.repeat(40),
      'project',
      'x',
    ]);
  });
});

describe('project.json', () => {
  const withRecord = async (text: string) => {
    const { home, library, projectId, folder } = await openTestProject();
    await library.projects.create({ name: 'Good one' });
    await library.close();
    const path = join(folder, 'project.json');
    const record = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    await writeFile(
      path,
      text.startsWith('{+')
        ? JSON.stringify({ ...record, ...(JSON.parse(text.replace('{+', '{')) as object) })
        : text,
    );
    return { library: await openTestLibrary(home), projectId, path };
  };

  it.each([
    ['{+"version": 99}', /version 99.*newer Earshot.*Update/],
    ['{+"version": "one"}', /expected a version/],
    ['{+"labels": "yes"}', /at labels/],
    ['{+"features": {}}', /at features\.sampleRate/],
    ['{+"kind": "video"}', /at kind/],
    ['', /expected JSON/],
    ['{"version": 1', /expected JSON/],
    ['[]', /expected a project/],
    ['null', /project\.json/],
  ])('[P1] [P4] %s is refused by name, told once, and the others are served', async (text, words) => {
    const { library, projectId, path } = await withRecord(text);
    const refused = library.projects.open({ projectId });
    await expect(refused).rejects.toThrow(words);
    await expect(refused).rejects.toThrow(path.replace(/\/project\.json$/, ''));
    expect((await library.projects.list({})).map((project) => project.id)).toEqual(['good-one']);
    await library.projects.list({});
    expect(library.notices).toEqual([{ level: 'warning', message: expect.stringMatching(words) as string }]);
  });

  it('[P1] an older version goes through every step in order', () => {
    const steps: Migration[] = [
      { to: 2, change: 'words became labels', migrate: ({ words, ...rest }) => ({ ...rest, labels: words }) },
      {
        to: 3,
        change: 'labels are upper case',
        migrate: (r) => ({ ...r, labels: (r.labels as string[]).map((l) => l.toUpperCase()) }),
      },
    ];
    const old = { version: 1, words: ['yes'] };
    expect(migrateRecord(old, 'p', steps)).toEqual({
      record: { version: 3, labels: ['YES'] },
      migrated: true,
    });
    expect(migrateRecord({ version: 3, labels: ['no'] }, 'p', steps)).toEqual({
      record: { version: 3, labels: ['no'] },
      migrated: false,
    });
    expect(old).toEqual({ version: 1, words: ['yes'] });
  });

  it('a folder with a name that is no id is left out and named', async () => {
    const { home, library } = await openTestProject();
    await writeFiles(join(home, 'projects/My Copy'), { 'project.json': '{}' });
    expect(await library.projects.list({})).toHaveLength(1);
    expect(library.notices[0].message).toMatch(/My Copy.*Rename it/);
  });
});

it('a closed library does nothing more', async () => {
  const { library, projectId } = await openTestProject();
  await library.close();
  await library.close();
  await expect(library.clips.add(takeOf(projectId, 1))).rejects.toMatchObject({ code: 'aborted' });
});
