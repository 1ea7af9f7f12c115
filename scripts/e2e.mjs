// Runs the end-to-end stories: builds what is stale, finds a browser, hands over to Playwright.
// Arguments go to Playwright: `npm run e2e -- words.spec.ts --headed`.

import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { findOrInstallChromium } from './chromium.mjs';

try {
  await buildIfStale();
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  const env = { ...process.env, CHROMIUM_PATH: findOrInstallChromium() };
  const { status } = spawnSync(process.execPath, [cli, 'test', ...process.argv.slice(2)], {
    stdio: 'inherit',
    env,
  });
  process.exitCode = status ?? 1;
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
