// A maker records words of their own; what was recorded is on disk, and nothing that was thrown away is lost.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/lab';
import { openScreen, waitForSample } from './support/steps';
import { expect, test } from './support/test';

test.use({ microphoneFile: join(root, 'e2e', 'fixtures', 'three-words.wav') });

const wavFiles = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.wav')) : [];

test('makes a project, records takes of a word, discards one and brings it back', async ({ page, home }) => {
  await waitForSample(page);
  await page.getByRole('button', { name: 'Record your own words' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /name/i }).fill('Kitchen');
  await dialog.getByRole('button', { name: /create/i }).click();
  await expect(page.getByRole('button', { name: 'Project: Kitchen' })).toBeVisible();

  await openScreen(page, 'Record');
  await page.getByRole('textbox', { name: 'Add a word' }).fill('lights on');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: /lights on/ })).toBeVisible();
  await page.getByRole('textbox', { name: 'Takes in a row' }).fill('2');
  await page.getByRole('switch', { name: /Count down/ }).click();
  await page.getByRole('textbox', { name: 'Takes in a row' }).press('Tab');
  await page.getByRole('button', { name: /Record lights on/ }).click();

  const folder = join(home, 'projects', 'kitchen', 'clips', 'lights on');
  await expect.poll(() => wavFiles(folder).length, { timeout: 30_000 }).toBe(2);
  const takes = page.getByRole('group', { name: 'Takes of this sitting' });
  await expect(takes).toContainText('lights on');

  await page.getByRole('heading', { name: 'Record', level: 1 }).click();
  await page.keyboard.press('Backspace');
  await expect.poll(() => wavFiles(folder).length).toBe(1);
  await page.keyboard.press('Control+z');
  await expect.poll(() => wavFiles(folder).length).toBe(2);
});
