// The whole loop without a mouse: hear, train, test, listen; every control is reached by Tab and shows that it has focus.

import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { root } from './support/lab';
import { screenLink, waitForSample, type ScreenName } from './support/steps';
import { expect, test } from './support/test';

test.use({ microphoneFile: join(root, 'e2e', 'fixtures', 'three-words.wav') });
test.setTimeout(240_000);

const FARTHEST = 80;

/** Presses Tab until `target` has the focus, which must then be visible. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible();
  const isFocused = () => target.first().evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < FARTHEST; presses++) {
    await page.keyboard.press('Tab');
    if (!(await isFocused())) continue;
    const outline = await target.first().evaluate((element) => {
      const { outlineStyle, outlineWidth, borderColor } = getComputedStyle(element);
      return outlineStyle !== 'none' && outlineWidth !== '0px' ? 'outline' : borderColor;
    });
    expect(outline, 'the focus can be seen').toBeTruthy();
    return;
  }
  throw new Error(`Tab does not reach ${String(target)} within ${FARTHEST} presses`);
}

async function goTo(page: Page, screen: ScreenName): Promise<void> {
  await tabTo(page, screenLink(page, screen));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: screen, level: 1 })).toBeAttached();
}

test('goes through the whole loop with the keyboard alone', async ({ page }) => {
  await waitForSample(page);
  const clips = page.getByRole('listbox', { name: 'Clips' });
  const steps = page.getByRole('region', { name: 'First steps' });

  await test.step('Space plays a clip, and the first step is done', async () => {
    await page.keyboard.press('Space');
    await expect(steps.getByRole('link', { name: /^Words.*done/ })).toBeVisible();
  });

  await test.step('arrows move, a digit gives a label, Delete deletes, Ctrl+Z takes both back', async () => {
    await tabTo(page, clips);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(clips.getByRole('option', { selected: true })).toHaveCount(2);
    await page.keyboard.press('2');
    await expect(page.getByRole('button', { name: /^go, 30 clips/ })).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(page.getByRole('button', { name: /^go, 28 clips/ })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: /^go, 30 clips/ })).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(page.getByRole('button', { name: /^go, 28 clips/ })).toBeVisible();
    await expect(page.getByRole('button', { name: /^down, 28 clips/ })).toBeVisible();
  });

  await test.step('? lists the keys, Escape closes the list', async () => {
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toContainText('Play the clip, or stop');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  });

  await test.step('a short training is set and started', async () => {
    await goTo(page, 'Train');
    await tabTo(page, page.getByRole('textbox', { name: 'Epochs' }));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('2');
    await tabTo(page, page.getByRole('button', { name: 'Start training' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('row', { name: /finished 2 \/ 2/ })).toBeVisible({ timeout: 120_000 });
  });

  await test.step('the matrix is walked with arrows, Enter lists the clips of a cell', async () => {
    await goTo(page, 'Test');
    await tabTo(page, page.getByRole('button', { name: 'Evaluate' }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Result' })).toContainText(/95 % interval/, {
      timeout: 60_000,
    });
    await tabTo(page, page.locator('[role=gridcell][tabindex="0"], [role=gridcell] [tabindex="0"]'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(
      page
        .getByRole('listbox', { name: 'Clips' })
        .or(page.getByText(/^No clips?/))
        .first(),
    ).toBeVisible();
  });

  await test.step('Space starts and stops listening', async () => {
    await goTo(page, 'Live');
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Stop listening' })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Start listening' })).toBeVisible();
    await expect(steps.getByRole('link', { name: /^Live.*done/ })).toBeVisible();
  });
});

test('records with the keyboard alone: R, Space, Backspace, Ctrl+Z, Enter', async ({ page }) => {
  await waitForSample(page);
  await goTo(page, 'Record');
  await page.keyboard.press('3');
  await expect(page.getByRole('radio', { name: /^left/ })).toBeChecked();
  await tabTo(page, page.getByRole('textbox', { name: 'Takes in a row' }));
  await page.keyboard.press('Control+a');
  await page.keyboard.type('1');
  await tabTo(page, page.getByRole('switch', { name: /Count down/ }));
  await page.keyboard.press('Space');
  await page.keyboard.press('r');
  const take = page.getByRole('group', { name: /^Take 1: left/ });
  await expect(take).toHaveAccessibleName('Take 1: left, saved');
  await page.keyboard.press('Backspace');
  await expect(take).toBeHidden();
  await page.keyboard.press('Control+z');
  await expect(take).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(take).toHaveAccessibleName('Take 1: left, kept');
});
