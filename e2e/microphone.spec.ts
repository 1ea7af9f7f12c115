// A microphone that may not be used: the page says so in words that help, and everything else goes on.

import { openScreen, waitForSample } from './support/steps';
import { expect, test } from './support/test';

test.use({ microphoneAllowed: false });

test('says what to do when the microphone is denied, and goes on without it', async ({ page }) => {
  await waitForSample(page);
  await openScreen(page, 'Record');
  await page.getByRole('button', { name: 'Use the microphone' }).click();
  const stage = page.getByRole('region', { name: 'Stage' });
  await expect(stage).toContainText('The microphone cannot be used');
  await expect(stage).toContainText(/Allow it for this page/);
  await expect(stage.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await openScreen(page, 'Words');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(
    page.getByRole('region', { name: 'First steps' }).getByRole('link', { name: /^Words.*done/ }),
  ).toBeVisible();
});
