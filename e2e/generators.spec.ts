// The newcomer's first generator: the starter tunes, a small one trained for seconds, how well it predicts,
// and a training that goes on while the page is loaded again, until it is stopped.

import type { Page } from '@playwright/test';
import { openScreen } from './support/steps';
import { expect, test } from './support/test';

test.setTimeout(150_000);

const start = (page: Page) => page.getByRole('button', { name: 'Start training' });

/** Opens the starter tunes and their Train screen, ready to start. */
async function openGenerators(page: Page): Promise<void> {
  await openScreen(page, 'Tunes');
  await expect(page.getByRole('banner')).toContainText('Starter tunes', { timeout: 30_000 });
  await openScreen(page, 'Train', 'Music');
  await expect(start(page)).toBeEnabled({ timeout: 30_000 });
}

/** A generator so small that an epoch takes a moment. */
async function makeSmall(page: Page, epochs: number): Promise<void> {
  await page.getByRole('textbox', { name: 'Epochs' }).fill(String(epochs));
  await page.getByRole('button', { name: 'All settings' }).click();
  await page.getByRole('textbox', { name: 'Layers' }).fill('1');
  await page.getByRole('textbox', { name: 'Units' }).fill('32');
  await expect(page.getByRole('group', { name: 'Changed from the preset' })).toContainText('→ 32');
  // An end by itself is not what these stories wait for.
  await page.getByRole('textbox', { name: 'Early stopping' }).fill('');
  await page.getByRole('button', { name: 'All settings' }).click();
  await expect(start(page)).toBeEnabled();
}

test('a small generator learns, is measured; a longer training outlives a reload and is stopped', async ({
  page,
}) => {
  await openGenerators(page);
  const panel = page.getByRole('region', { name: 'Training under way' });

  await test.step('the plan says what it would learn from', async () => {
    const tokens = page.getByRole('table', { name: 'Tunes' }).getByRole('row', { name: /^tokens [\d,]+/ });
    await expect(tokens).toBeVisible();
  });

  await test.step('it learns: a curve, and a run in the table', async () => {
    await makeSmall(page, 3);
    await start(page).click();
    await expect(panel).toBeVisible();
    await expect(page.getByRole('row', { name: /finished 3 \/ 3/ })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole('img', { name: /^NLL per token at epoch 3: train [\d.]+/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Selected run' })).toContainText('nats a token');
  });

  await test.step('its score stands beside counting', async () => {
    await page.getByRole('button', { name: 'Evaluate' }).click();
    const scores = page.getByRole('table', { name: /^Scores/ });
    await expect(scores.getByRole('row', { name: /^Generator, validation tunes \d/ })).toBeVisible({
      timeout: 30_000,
    });
    await expect(scores.getByRole('row', { name: /^\d+-gram, validation tunes \d/ })).toBeVisible();
  });

  await test.step('a longer one goes on while the page is loaded again', async () => {
    await page.getByRole('textbox', { name: 'Epochs' }).fill('900');
    await start(page).click();
    await expect(panel).toContainText(/Epoch ([2-9]|\d\d)/, { timeout: 30_000 });
    await page.reload();
    await expect(panel).toContainText(/Epoch \d+ of 900/, { timeout: 30_000 });
    await expect(page.getByRole('img', { name: /^NLL per token at epoch \d+: train [\d.]+/ })).toBeVisible();
  });

  await test.step('and keeps what it learned when it is stopped: Compose is the next step', async () => {
    await page.getByRole('button', { name: 'Stop training' }).click();
    await expect(page.getByRole('row', { name: /stopped \d+ \/ 900/ })).toBeVisible({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Compose with it' }).click();
    await expect(page).toHaveURL(/#\/compose\?run=/);
  });
});
