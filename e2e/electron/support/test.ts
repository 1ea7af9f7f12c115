// Playwright's test with what every desktop story needs: the built app on a data folder of its own, and its page.
// Not the browser's fixtures: nothing is shared but the data folder.

import { _electron, test as base, expect, type ElectronApplication, type Page } from '@playwright/test';
import { removeHome, root, temporaryHome } from '../../support/lab';
import { findRuntime } from './runtime';

export interface Desktop {
  readonly app: ElectronApplication;
  /** The page, connected to the engine. */
  readonly page: Page;
  /** Process id of the engine that runs now. */
  enginePid(): Promise<number>;
}

interface Fixtures {
  home: string;
  /** Starts the app on `home`; may be called again after it has been closed. */
  launch: () => Promise<Desktop>;
  desktop: Desktop;
}

const runtime = findRuntime();

/** Arguments of Chromium that only tests use; without a user of its own its sandbox cannot start. */
function testArguments(): string[] {
  return [
    '--use-fake-device-for-media-stream',
    ...(process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}

async function launchDesktop(home: string): Promise<Desktop> {
  // Playwright finds the executable through the package's index.js, which would download without this variable.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.dist ?? '';
  const app = await _electron.launch({
    args: [...testArguments(), root],
    cwd: root,
    env: { ...(process.env as Record<string, string>), EARSHOT_HOME: home },
  });
  const page = await app.firstWindow();
  await expect(page.getByRole('navigation', { name: 'Screens' })).toBeVisible();
  const enginePid = () =>
    app.evaluate(({ app: electron }) => {
      const engine = electron
        .getAppMetrics()
        .find(({ serviceName, name }) => `${serviceName} ${name}`.includes('Earshot engine'));
      return engine?.pid ?? 0;
    });
  return { app, page, enginePid };
}

export const test = base.extend<Fixtures>({
  home: async ({}, use) => {
    const home = temporaryHome();
    await use(home);
    removeHome(home);
  },

  launch: async ({ home }, use) => {
    const open: Desktop[] = [];
    await use(async () => {
      const desktop = await launchDesktop(home);
      open.push(desktop);
      return desktop;
    });
    for (const { app } of open) await app.close().catch(() => undefined);
  },

  desktop: async ({ launch }, use) => use(await launch()),
});

test.skip(runtime.dist === null, runtime.why);

export { expect };
