// Playwright's test with what every story needs: a lab of its own, a browser with a microphone fed from a file,
// and a page that must not fail silently. Not a place for steps of a story.

import { test as base, chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { removeHome, startLab, temporaryHome, type LabProcess } from './lab';

interface Options {
  /** Wav file the browser's microphone plays in a loop; undefined: Chromium's own beeping fake. */
  microphoneFile: string | undefined;
  /** Whether the page may use the microphone without asking. */
  microphoneAllowed: boolean;
}

interface Fixtures {
  home: string;
  lab: LabProcess;
  context: BrowserContext;
  /** The lab, open on its first screen. */
  page: Page;
}

function launchArguments(microphoneFile: string | undefined, allowed: boolean): string[] {
  return [
    '--use-fake-device-for-media-stream',
    ...(allowed ? ['--use-fake-ui-for-media-stream'] : ['--deny-permission-prompts']),
    ...(microphoneFile ? [`--use-file-for-fake-audio-capture=${microphoneFile}`] : []),
    '--autoplay-policy=no-user-gesture-required',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

export const test = base.extend<Options & Fixtures>({
  microphoneFile: [undefined, { option: true }],
  microphoneAllowed: [true, { option: true }],

  home: async ({}, use) => {
    const home = temporaryHome();
    await use(home);
    removeHome(home);
  },

  lab: async ({ home }, use) => {
    const lab = await startLab(home);
    await use(lab);
    await lab.stop();
  },

  context: async ({ microphoneFile, microphoneAllowed, viewport }, use) => {
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH,
      args: launchArguments(microphoneFile, microphoneAllowed),
    });
    const context = await browser.newContext({ viewport, acceptDownloads: true });
    await use(context);
    await browser.close();
  },

  page: async ({ context, lab }, use) => {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(lab.link);
    await use(page);
    expect(errors, 'errors thrown in the page').toEqual([]);
  },
});

export { expect };
