// What computes the training: every backend timed on the chosen recognizer, the fastest taken, another one chosen instead,
// and what was used written down with the model.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openScreen, train, waitForSample } from './support/steps';
import { expect, test } from './support/test';

test.setTimeout(120_000);

/** Every receipt in the library, however deep. */
const receiptsIn = (home: string): string[] =>
  readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('receipt.json'))
    .map((path) => readFileSync(join(home, path), 'utf8'));

test('times the backends, takes the fastest, lets one choose another, and the run says which', async ({
  page,
  home,
}) => {
  await waitForSample(page);
  await openScreen(page, 'Train');
  // The quickest to time on TensorFlow.js' own cpu backend.
  await page.getByRole('radio', { name: /^rnn:/ }).click();
  await page.getByRole('button', { name: 'All settings' }).click();
  const timings = page.getByRole('list', { name: 'Time of a training step on each backend' });
  const timed = (name: string) => timings.getByRole('button', { name: new RegExp(`^${name}\\b`) });
  const backend = page.getByRole('combobox', { name: 'Backend' });

  await test.step('all are timed, or say why they are not here; the fastest is taken', async () => {
    await page.getByRole('button', { name: 'Time the backends' }).click();
    await expect(page.getByRole('button', { name: 'Time the backends' })).toBeVisible({ timeout: 60_000 });
    await expect(timings.getByRole('listitem')).toHaveCount(5);
    await expect(timed('tensorflow')).toContainText(/not here|a step/);
    for (const name of ['earshot-wasm', 'wasm', 'cpu'])
      await expect(timed(name)).toContainText(/\d m?s a step/);
    const fastest = timings.getByRole('button', { name: /, fastest$/ });
    await expect(fastest).toHaveCount(1);
    await expect(fastest).toHaveAttribute('aria-pressed', 'true');
    await expect(fastest).toHaveText(new RegExp(`^${await backend.inputValue()}`));
  });

  await test.step('another one can be taken, and is written down with the run and its model', async () => {
    await timed('earshot-wasm').click();
    await expect(timed('earshot-wasm')).toHaveAttribute('aria-pressed', 'true');
    await expect(backend).toHaveValue('earshot-wasm');
    await train(page, 2);
    await expect(page.getByRole('row', { name: /finished 2 \/ 2/ })).toContainText('earshot-wasm');
    const receipts = receiptsIn(home);
    expect(receipts.length).toBeGreaterThan(0);
    for (const receipt of receipts)
      expect(JSON.parse(receipt)).toMatchObject({ backend: { name: 'earshot-wasm' } });
  });
});
