// The newcomer's first five minutes: the sample project, a trained model, its mistakes, and words understood.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './support/lab';
import { openScreen, train, waitForSample } from './support/steps';
import { expect, test } from './support/test';

interface Truth {
  readonly words: readonly { readonly label: string; readonly start: number; readonly end: number }[];
}
const fixture = join(root, 'e2e', 'fixtures', 'three-words');
const truth = JSON.parse(readFileSync(`${fixture}.json`, 'utf8')) as Truth;

test.use({ microphoneFile: `${fixture}.wav` });
test.setTimeout(360_000);

test('hears the sample, trains, sees where it errs, speaks and is understood', async ({ page }, info) => {
  await test.step('the sample project is open, says it is synthetic, and a clip can be seen and played', async () => {
    await waitForSample(page);
    await expect(page.getByRole('banner')).toContainText('synthetic voices');
    await expect(page.getByRole('region', { name: 'First steps' })).toBeVisible();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
  });

  await test.step('a recognizer learns: curves and a run in the table', async () => {
    await train(page, 25);
    await expect(page.getByRole('img', { name: /^Loss at epoch 25/ })).toBeVisible();
  });

  await test.step('the test shows accuracy with its interval and a matrix whose cells list their clips', async () => {
    await openScreen(page, 'Test');
    await page.getByRole('button', { name: 'Evaluate' }).click();
    await expect(page.getByRole('region', { name: 'Result' })).toContainText(/95 % interval/, {
      timeout: 60_000,
    });
    await page.getByRole('gridcell', { name: /^yes recognised: [1-9]/ }).click();
    const clips = page.getByRole('listbox', { name: 'Clips' }).getByRole('option');
    await expect(clips.first()).toBeVisible();
    await clips.first().click();
  });

  await test.step('three words into the microphone give three events, soon after each word', async () => {
    await openScreen(page, 'Live');
    await page.getByRole('button', { name: 'Start listening' }).click();
    const events = page.getByRole('list', { name: 'Event log' }).getByRole('listitem');
    await expect.poll(() => events.count(), { timeout: 60_000 }).toBeGreaterThanOrEqual(6);
    await page.getByRole('button', { name: 'Stop listening' }).click();
    const heard = await events.evaluateAll((items) =>
      items.map((item) => ({ ...(item as HTMLElement).dataset })).reverse(),
    );
    // The browser loops the file; wherever in it listening began, the words come round in this order.
    const order = truth.words.map(({ label }) => label);
    const labels = heard.map(({ label }) => label ?? '');
    const offset = order.indexOf(labels[0]);
    expect(offset, `first event ${labels[0]}`).toBeGreaterThanOrEqual(0);
    expect(labels.slice(0, 6)).toEqual(labels.slice(0, 6).map((_, i) => order[(offset + i) % order.length]));
    const delays = heard
      .map(({ afterWordMs }) => Number(afterWordMs))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const median = delays[Math.floor(delays.length / 2)];
    info.annotations.push({ type: 'median delay after the word', description: `${Math.round(median)} ms` });
    console.log(
      `median delay from the end of a word to its event: ${Math.round(median)} ms of ${delays.length} events`,
    );
    expect(median).toBeLessThan(500);
  });
});
