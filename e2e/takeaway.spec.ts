// A model leaves the lab: six files in one zip, and what it hears in a file is what the command line hears with them.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { removeHome, root, temporaryHome } from './support/lab';
import { writeFile } from './support/sounds';
import { openScreen, train, waitForSample } from './support/steps';
import { expect, test } from './support/test';

interface Heard {
  readonly label: string;
  readonly time: number;
  readonly score: number;
}

const recording = join(root, 'e2e', 'fixtures', 'three-words.wav');
const parts = ['model.json', 'weights.bin', 'metadata.json', 'features.json', 'decoder.json', 'receipt.json'];
const run = promisify(execFile);

test.setTimeout(240_000);

/** Exports the trained model and unpacks the download into `folder`. */
async function takeAway(page: Page, folder: string): Promise<string> {
  await openScreen(page, 'Test');
  await page.getByRole('button', { name: 'Export model' }).click();
  await expect(page.getByRole('region', { name: 'Exported model' })).toContainText('model.json', {
    timeout: 60_000,
  });
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download .zip' }).click();
  const file = await (await download).path();
  const entries = Object.entries(unzipSync(readFileSync(file)));
  expect(entries.map(([path]) => path.split('/').at(-1)).sort()).toEqual([...parts].sort());
  for (const [path, bytes] of entries) writeFile(folder, path, bytes);
  return join(folder, entries[0][0].split('/')[0]);
}

/** What Live hears in `file`, first event first. */
async function hearLive(page: Page, file: string): Promise<readonly Heard[]> {
  await openScreen(page, 'Live');
  await page.getByRole('radiogroup', { name: 'Listen to' }).getByText('File', { exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a WAV file' }).click();
  await (await chooser).setFiles(file);
  await page.getByRole('button', { name: 'Start listening' }).click();
  await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start listening' })).toBeVisible({ timeout: 60_000 });
  const items = page.getByRole('list', { name: 'Event log' }).getByRole('listitem');
  const heard = await items.evaluateAll((all) => all.map((item) => ({ ...(item as HTMLElement).dataset })));
  return heard
    .reverse()
    .map(({ label, time, score }) => ({ label: label ?? '', time: Number(time), score: Number(score) }));
}

async function hearOnCommandLine(model: string, file: string): Promise<readonly Heard[]> {
  const lab = join(root, 'out', 'main', 'lab.js');
  const { stdout } = await run(process.execPath, [lab, 'detect', model, file, '--json']);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  return (JSON.parse(last) as { events: Heard[] }).events;
}

test('a model goes out as six files, and hears in a file what the command line hears', async ({ page }) => {
  const folder = temporaryHome();
  await waitForSample(page);
  await train(page, 8);
  const model = await takeAway(page, folder);
  const live = await hearLive(page, recording);
  const commandLine = await hearOnCommandLine(model, recording);
  expect(live.length).toBeGreaterThan(0);
  expect(live.map(({ label }) => label)).toEqual(commandLine.map(({ label }) => label));
  live.forEach(({ time, score }, i) => {
    expect(time).toBeCloseTo(commandLine[i].time, 3);
    expect(score).toBeCloseTo(commandLine[i].score, 4);
  });
  removeHome(folder);
});
