// Tunes of one's own: a folder is imported, heard, looked at, searched, cleaned up, and all of it is there after a reload.
// The files are made here: tunes as MIDI and an ABC book, and among them what is no tune.

import type { Page } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createPart, createScore, writeAbc, writeMidi, type Score } from '../src/shared/music';
import { removeHome, temporaryHome } from './support/lab';
import { writeFile } from './support/sounds';
import { openScreen, waitForSample } from './support/steps';
import { expect, test } from './support/test';

/** A scale upwards from `lowest` in `beats` a bar; another lowest note and step is another melody. */
function scale(title: string, lowest: number, step: number, beats = 4): Score {
  const notes = Array.from({ length: 8 * beats }, (_, i) => ({
    pitch: lowest + ((i * step) % 24),
    velocity: 90,
    onsetStep: 4 * i,
    durationSteps: 4,
  }));
  const meters = [{ step: 0, beats, beatUnit: 4 }];
  return createScore({ stepsPerQuarter: 4, title, meters, parts: [createPart(notes)] });
}

function writeTunes(folder: string): void {
  writeFile(folder, 'marches/Slow march.mid', writeMidi(scale('Slow march', 60, 2)));
  writeFile(folder, 'marches/Quick march.mid', writeMidi(scale('Quick march', 62, 5)));
  writeFile(folder, 'marches/The same again.mid', writeMidi(scale('Slow march', 60, 2)));
  const book = [scale('First waltz', 64, 7, 3), scale('Second waltz', 57, 4, 3)];
  writeFile(folder, 'waltzes.abc', book.map((score, i) => writeAbc(score, i + 1)).join('\n'));
  writeFile(folder, 'marches/broken.mid', 'MThd, and then nothing of the kind');
  writeFile(folder, 'cover.jpg', 'no tune');
}

async function newMusicProject(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('menuitem', { name: 'New project' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByText('Music: tunes').click();
  await dialog.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('button', { name: `Project: ${name}` })).toBeVisible();
}

const tunesIn = (page: Page) => page.getByRole('grid', { name: 'Tunes' }).getByRole('row');
const count = (page: Page, text: string) =>
  expect(page.getByRole('status', { name: 'Tunes in the project' })).toHaveText(text);

test('brings a folder of tunes in, looks, sorts out, and finds all of it again', async ({ page, home }) => {
  const folder = temporaryHome();
  const brought = join(folder, 'session');
  writeTunes(brought);
  await waitForSample(page);

  await test.step('a project of music leads to Tunes, which says what it is for', async () => {
    await newMusicProject(page, 'Session');
    await expect(page.getByRole('heading', { name: 'Tunes', level: 1 })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open the starter tunes' })).toBeVisible();
  });

  await test.step('imports a folder and names what it leaves out', async () => {
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('menuitem', { name: 'A folder of tunes' }).click();
    await (await chooser).setFiles(brought);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('4 MIDI files, 1 ABC book');
    await expect(dialog).toContainText('cover.jpg');
    await dialog.getByRole('button', { name: 'Import 5 files' }).click();
    await expect(dialog).toContainText('4 tunes came in.', { timeout: 30_000 });
    await expect(dialog).toContainText('broken.mid');
    await expect(dialog).toContainText('There already: 1 tune');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await count(page, '4 tunes');
  });

  await test.step('shows a tune as notes on a roll and on staves, and plays it', async () => {
    await tunesIn(page).filter({ hasText: 'First waltz' }).click();
    await expect(page.getByRole('group', { name: /^Piano roll of First waltz/ })).toBeVisible();
    await expect(page.getByRole('img', { name: 'Notation of First waltz' }).locator('svg')).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible();
    await page.keyboard.press('Space');
    await page.getByRole('tab', { name: 'About this tune' }).click();
    await expect(page.getByRole('region', { name: 'Tune', exact: true })).toContainText(
      'session/waltzes.abc',
    );
  });

  await test.step('searches, and shows what a bar counts', async () => {
    await page.getByRole('textbox', { name: 'Search tunes' }).fill('waltz 3/4');
    await expect(tunesIn(page)).toHaveCount(3);
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await page.getByText('Collection', { exact: true }).click();
    await page.getByRole('button', { name: /^4\/4: 2/ }).click();
    await expect(tunesIn(page)).toHaveCount(3);
    await page.getByRole('button', { name: /Show all tunes/ }).click();
    await expect(tunesIn(page)).toHaveCount(5);
  });

  await test.step('deletes with the keyboard, takes it back, deletes another, renames', async () => {
    await tunesIn(page).filter({ hasText: 'Quick march' }).click();
    await page.keyboard.press('Delete');
    await count(page, '3 tunes');
    await page.keyboard.press('Control+z');
    await count(page, '4 tunes');
    await tunesIn(page).filter({ hasText: 'Second waltz' }).click();
    await page.keyboard.press('Delete');
    await count(page, '3 tunes');
    await tunesIn(page).filter({ hasText: 'Slow march' }).click();
    await page.keyboard.press('F2');
    await page.getByRole('textbox', { name: 'Title of the tune' }).fill('Evening march');
    await page.keyboard.press('Enter');
    await expect(tunesIn(page).filter({ hasText: 'Evening march' })).toBeVisible();
  });

  await test.step('all of it is there after a reload', async () => {
    await page.reload();
    await count(page, '3 tunes');
    for (const title of ['Evening march', 'Quick march', 'First waltz']) {
      await expect(tunesIn(page).filter({ hasText: title })).toBeVisible();
    }
    expect(readdirSync(join(home, 'projects', 'session', 'scores'))).toHaveLength(3);
  });
  removeHome(folder);
});

test('goes from words to the starter tunes and back, a project of each kind', async ({ page }) => {
  await waitForSample(page);
  await openScreen(page, 'Tunes');
  await expect(page.getByRole('button', { name: 'Project: Starter tunes' })).toBeVisible();
  const steps = page.getByRole('region', { name: 'First steps' });
  await expect(steps.getByRole('link', { name: /^Tunes.*next/ })).toBeVisible();
  await tunesIn(page).nth(1).click();
  await page.keyboard.press('Space');
  await expect(steps.getByRole('link', { name: /^Tunes.*done/ })).toBeVisible();
  await openScreen(page, 'Train', 'Speech');
  await expect(page.getByRole('button', { name: 'Project: Starter tunes' })).toBeHidden();
  await openScreen(page, 'Train', 'Music');
  await expect(page.getByRole('button', { name: 'Project: Starter tunes' })).toBeVisible();
});
