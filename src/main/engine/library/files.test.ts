import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  appendLine,
  appendLines,
  isSystemError,
  makeFolder,
  moveFile,
  readJson,
  readLines,
  writeFileAtomic,
  writeJson,
} from './files';
import { temporaryFolder } from './testing/folders';

describe('whole files', () => {
  it('are replaced at once, and nothing is left beside them', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a.json');
    await writeJson(path, { a: 1, b: NaN });
    await writeJson(path, { a: 2 });
    expect(await readJson(path)).toEqual({ a: 2 });
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('leave the old one when the new one cannot be written', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'taken', 'inside'), '');
    await expect(writeFileAtomic(join(folder, 'taken'), 'x')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['taken']);
  });

  it('that are no JSON are named', async () => {
    const path = join(await temporaryFolder(), 'project.json');
    await writeFile(path, '{"a": ');
    await expect(readJson(path)).rejects.toMatchObject({ code: 'bad-data', details: { path } });
    expect(await readJson(`${path}.none`)).toBeNull();
  });
});

describe('lines', () => {
  it('are appended and read again', async () => {
    const path = join(await temporaryFolder(), 'a.jsonl');
    expect(await readLines(path)).toEqual({ lines: [], torn: false, missing: true });
    await appendLines(path, []);
    await appendLine(path, 'one');
    await appendLines(path, ['two', 'three']);
    expect(await readLines(path)).toEqual({ lines: ['one', 'two', 'three'], torn: false, missing: false });
  });

  it('never become part of a torn one before them', async () => {
    const path = join(await temporaryFolder(), 'a.jsonl');
    await writeFile(path, 'one\ntw');
    expect(await readLines(path)).toEqual({ lines: ['one'], torn: true, missing: false });
    await appendLine(path, 'three');
    expect(await readFile(path, 'utf8')).toBe('one\ntw\nthree\n');
  });
});

describe('folders', () => {
  it('are made with all above them, by two at once too', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'c');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(join(path, 'd'))]);
    await makeFolder(path);
    expect((await stat(join(path, 'd'))).isDirectory()).toBe(true);
  });

  it('are not made over a file', async () => {
    const path = join(await temporaryFolder(), 'a');
    await writeFile(path, 'text');
    await expect(makeFolder(path)).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(path, 'b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  });

  it.skipIf(process.platform !== 'linux')('are refused where the system has no room for any', async () => {
    await expect(makeFolder('/proc/earshot/a')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('moves a file into a folder that is not there yet', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a'), 'x');
  await moveFile(join(folder, 'a'), join(folder, 'b/c/d'));
  expect(await readFile(join(folder, 'b/c/d'), 'utf8')).toBe('x');
});

it('tells errors of the system from others', async () => {
  const missing: unknown = await readFile('/nowhere/at/all').catch((error: unknown) => error);
  expect(isSystemError(missing)).toBe(true);
  expect(isSystemError(new RangeError('x'))).toBe(false);
});
