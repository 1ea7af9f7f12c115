// What goes wrong in five weeks: a reload in the middle of training, an engine that is killed, a second lab on the same
// library, a stranger with the address but not the link.

import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import type { Page } from '@playwright/test';
import { startLab } from './support/lab';
import { openScreen, waitForSample } from './support/steps';
import { expect, test } from './support/test';

/** Process ids of the children of `parent`. */
function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.filter(([, ppid]) => ppid === parent).map(([pid]) => pid);
}

async function startLongTraining(page: Page): Promise<void> {
  await openScreen(page, 'Train');
  await page.getByRole('textbox', { name: 'Epochs' }).fill('400');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('banner')).toContainText(/epoch [1-9]/i, { timeout: 90_000 });
}

test('a reload finds the training where it is; stopping it keeps the best weights', async ({ page }) => {
  await waitForSample(page);
  await startLongTraining(page);
  await page.reload();
  await expect(page.getByRole('banner')).toContainText(/epoch \d/i);
  await openScreen(page, 'Train');
  await page.getByRole('button', { name: /^Stop/ }).first().click();
  await expect(page.getByRole('row', { name: /stopped/ })).toBeVisible();
});

test('an engine killed in the middle of training comes back, and the page says what happened', async ({
  page,
  lab,
}) => {
  test.skip(process.platform === 'win32', 'finds the engine with ps');
  await waitForSample(page);
  await startLongTraining(page);
  const [engine] = childrenOf(lab.process.pid ?? 0);
  process.kill(engine, 'SIGKILL');
  await expect(page.getByText(/engine (ended|stopped)/i).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: /interrupted/ })).toBeVisible({ timeout: 30_000 });
  await openScreen(page, 'Words');
  await waitForSample(page);
});

test('a second lab on the same library is told who has it', async ({ page, lab }) => {
  await waitForSample(page);
  const second = await startLab(lab.home).catch((error: Error) => error);
  const words = second instanceof Error ? second.message : second.output();
  if (!(second instanceof Error)) await second.stop();
  expect(words).toMatch(/already|in use|open in/i);
});

function answerTo(url: URL, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode ?? 0))
      .on('error', reject)
      .end();
  });
}

test('another host name or a wrong token gets nothing', async ({ lab }) => {
  const link = new URL(lab.link);
  expect(await answerTo(new URL('/', link), { host: 'evil.example' })).toBeGreaterThanOrEqual(400);
  const upgrade = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
  };
  const wrong = { ...upgrade, 'sec-websocket-protocol': 'earshot, token.wrong', origin: link.origin };
  expect(await answerTo(new URL('/rpc', link), wrong)).toBeGreaterThanOrEqual(400);
});
