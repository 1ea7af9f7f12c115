// Bringing a data set in: a folder a label, with files among it that are no sound. The good ones come in, each of the
// others is named with its reason.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { removeHome, temporaryHome } from './support/lab';
import { tone, writeFile, writeTones } from './support/sounds';
import { waitForSample } from './support/steps';
import { expect, test } from './support/test';

test('imports a folder with a folder per label, and names what it leaves out', async ({ page, home }) => {
  const folder = temporaryHome();
  const data = join(folder, 'tones');
  writeTones(data, { low: 220, high: 880 }, 8);
  writeFile(data, 'low/empty_nohash_0.wav', '');
  writeFile(data, 'low/broken_nohash_0.wav', 'RIFF....this is no sound');
  writeFile(data, 'high/cut_nohash_0.wav', tone(900).slice(0, 30));
  writeFile(data, 'notes.txt', 'no sound');

  await waitForSample(page);
  await page.getByRole('button', { name: /^Project:/ }).click();
  await page.getByRole('menuitem', { name: /new project/i }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /name/i }).fill('Tones');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /create/i })
    .click();
  await expect(page.getByRole('button', { name: 'Project: Tones' })).toBeVisible();

  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Words' }).click();
  await page.getByRole('button', { name: 'Import' }).first().click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: /folder/i }).click();
  await (await chooser).setFiles(data);
  const review = page.getByRole('dialog');
  await expect(review).toContainText('low');
  await review.getByRole('button', { name: /^Import/ }).click();
  await expect(review).toContainText('empty_nohash_0.wav', { timeout: 30_000 });
  await expect(review).toContainText('broken_nohash_0.wav');
  await expect(review).toContainText('cut_nohash_0.wav');
  await review
    .getByRole('button', { name: /done|close/i })
    .last()
    .click();
  await expect(page.getByRole('status').filter({ hasText: '16 clips, 2 words' })).toBeVisible();
  expect(readdirSync(join(home, 'projects', 'tones', 'clips', 'low'))).toHaveLength(8);
  removeHome(folder);
});
