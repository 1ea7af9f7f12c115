// Finds a Chromium for the end-to-end tests, or gets one by the means at hand, or says exactly what to install.
// Not for the lab itself: `npm start` opens whatever browser the person uses.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

const systemPaths = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter(Boolean)
    .map((folder) => join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe')),
};

function find() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  }
  const candidates = [...(systemPaths[process.platform] ?? []), chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path)) ?? null;
}

function isDebianRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

function installFromDebian() {
  const options = { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}

function installFromPlaywright() {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { stdio: ['ignore', 2, 2], timeout: 300_000 });
}

/** Playwright's build is made for Ubuntu and Debian alike, but only where its download host can be reached. */
const means = [
  { when: isDebianRoot, what: "Debian's chromium (apt-get)", install: installFromDebian },
  { when: () => true, what: "Playwright's Chromium (download)", install: installFromPlaywright },
];

/**
 * @returns {string} path of an executable Chromium or Chrome
 * @throws Error that says what to install where nothing was found and nothing could be fetched
 */
export function findOrInstallChromium() {
  const found = find();
  if (found) return found;
  for (const { when, what, install } of means) {
    if (!when()) continue;
    process.stderr.write(`No Chromium found; trying ${what} ...\n`);
    install();
    const installed = find();
    if (installed) return installed;
  }
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : process.platform;
  const hint = /debian|ubuntu/i.test(system)
    ? 'sudo apt-get install chromium'
    : 'npx playwright install chromium';
  throw new Error(
    `The end-to-end tests need Chromium or Chrome and found none. Install one (${hint}), or name one in CHROMIUM_PATH.`,
  );
}
