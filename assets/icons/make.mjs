// Draws the app's icon: `node assets/icons/make.mjs` writes earshot.svg and its PNGs beside this file.
// Not part of the build: the files are committed. Needs a Chromium, as the end-to-end tests do.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findOrInstallChromium } from '../../scripts/chromium.mjs';

/** The page's accent, and what is drawn on it. */
const ACCENT = '#0c7268';
const INK = '#ffffff';

/** An ear whose folds are the waves that reach it: helix with lobe, antihelix, and the canal as a dot. */
const helix = 'M152 226C152 142 210 88 282 88C356 88 408 142 408 212C408 302 338 316 322 378C310 424 262 440 226 412';
const antihelix = 'M220 226C220 182 246 154 282 154C318 154 340 180 340 212C340 262 290 270 272 318';
const canal = { x: 280, y: 220, radius: 22 };

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" role="img" aria-label="Earshot">
  <rect width="512" height="512" rx="116" fill="${ACCENT}"/>
  <g transform="translate(-24 -4)" fill="none" stroke="${INK}" stroke-width="36" stroke-linecap="round">
    <path d="${helix}"/>
    <path d="${antihelix}"/>
    <circle cx="${canal.x}" cy="${canal.y}" r="${canal.radius}" fill="${INK}" stroke="none"/>
  </g>
</svg>
`;

async function render(page, size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await page.screenshot({ path: join(import.meta.dirname, `earshot-${size}.png`), omitBackground: true });
}

writeFileSync(join(import.meta.dirname, 'earshot.svg'), svg);
const browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const size of [512, 256]) await render(page, size);
await browser.close();
