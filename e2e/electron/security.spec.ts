// What a page gone bad could try on the desktop, tried from inside the page.
// The decisions themselves are tested beside their files; here, that Electron was told all of them.

import type { Page } from '@playwright/test';
import { expect, test } from './support/test';

/** How often a window other than the first was made. */
const pagesOf = (page: Page) => page.context().pages().length;

test('the page is a page: no Node, no Electron, nothing exposed', async ({ desktop: { page } }) => {
  const globals = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
      (name) => name in window,
    ),
  );
  expect(globals).toEqual([]);
});

test('it runs sandboxed and isolated', async ({ desktop: { app } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0].webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
});

test('it cannot navigate away or open windows', async ({ desktop: { page } }) => {
  const before = page.url();
  await page.evaluate(() => {
    window.open('https://example.org/');
    window.open('earshot://app/');
    window.location.href = 'https://example.org/';
  });
  await page.waitForTimeout(500);
  expect(page.url()).toBe(before);
  expect(pagesOf(page)).toBe(1);
});

test('it runs no script but the built ones', async ({ desktop: { page } }) => {
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return 'injected' in window;
  });
  expect(ran).toBe(false);
});

test('it reaches neither the network nor the disk', async ({ desktop: { page } }) => {
  const reached = await page.evaluate(async () => {
    const addresses = [
      'https://example.org/',
      'http://127.0.0.1:80/',
      'file:///etc/passwd',
      'earshot://app/../main/electron.js',
      'earshot://app/%2e%2e/main/electron.js',
      'earshot://other/index.html',
    ];
    const answers = await Promise.all(
      addresses.map((address) =>
        fetch(address).then(
          (answer) => answer.ok,
          () => false,
        ),
      ),
    );
    return addresses.filter((_, i) => answers[i]);
  });
  expect(reached).toEqual([]);
});

test('it gets the microphone and nothing else', async ({ desktop: { page } }) => {
  const got = await page.evaluate(async () => {
    const ask = (constraints: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(constraints).then(
        (stream) => (stream.getTracks().forEach((track) => track.stop()), true),
        () => false,
      );
    return {
      audio: await ask({ audio: true }),
      video: await ask({ video: true }),
      both: await ask({ audio: true, video: true }),
      screen: await navigator.mediaDevices.getDisplayMedia().then(
        () => true,
        () => false,
      ),
      notifications: await Notification.requestPermission(),
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve(true),
          () => resolve(false),
        ),
      ),
    };
  });
  expect(got).toEqual({
    audio: true,
    video: false,
    both: false,
    screen: false,
    notifications: 'denied',
    place: false,
  });
});

test('a frame inside it gets no port', async ({ desktop: { page } }) => {
  const got = await page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    const ports = new Promise((resolve) => {
      frame.contentWindow?.addEventListener('message', (event) => resolve(event.ports.length));
      setTimeout(() => resolve('none'), 500);
    });
    frame.contentWindow?.postMessage('earshot:connect', '*');
    return ports;
  });
  expect(got === 'none' || got === 0).toBe(true);
});
