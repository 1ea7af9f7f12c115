// The desktop window as a person meets it: the lab inside, the same engine, kept size, one instance, a clean end.
// Skipped where Electron's runtime is not there.

import { waitForSample } from '../support/steps';
import { expect, test } from './support/test';

test('opens on the sample project, served by its own protocol', async ({ desktop: { page } }) => {
  expect(page.url()).toMatch(/^earshot:\/\/app\//);
  await waitForSample(page);
  await expect(page.getByRole('link', { name: /^Engine: .*thread/ })).toBeVisible();
});

test('says that it is the desktop host', async ({ desktop: { page } }) => {
  await page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Settings' }).click();
  await expect(
    page
      .getByRole('main')
      .getByText(/desktop/i)
      .first(),
  ).toBeVisible();
});

test('connects again after a reload', async ({ desktop: { page } }) => {
  await waitForSample(page);
  await page.reload();
  await waitForSample(page);
});

test('restarts an engine that was killed, and says so', async ({ desktop: { page, enginePid } }) => {
  await waitForSample(page);
  const before = await enginePid();
  expect(before).toBeGreaterThan(0);
  process.kill(before, 'SIGKILL');
  await expect(page.getByRole('status').filter({ hasText: 'It was restarted' })).toBeVisible();
  expect(await enginePid()).not.toBe(before);
});

test('ends the engine with the window, and lets the library go', async ({ launch }) => {
  const first = await launch();
  await waitForSample(first.page);
  const pid = await first.enginePid();
  await first.app.close();
  expect(() => process.kill(pid, 0)).toThrow();
  const second = await launch();
  await waitForSample(second.page);
});

test('comes back in the size it had', async ({ launch }) => {
  const first = await launch();
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].setSize(1010, 710));
  await first.app.close();
  const second = await launch();
  const size = await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0].getSize());
  expect(size).toEqual([1010, 710]);
});

test('is one instance a library', async ({ desktop: { app } }) => {
  const isOnly = await app.evaluate(({ app: electron }) => electron.hasSingleInstanceLock());
  expect(isOnly).toBe(true);
});
