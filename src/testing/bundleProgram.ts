// Bundles a TypeScript program for tests that need a real process: Node 20 does not run TypeScript.
// Not the app's build: no minifying, no code splitting, dependencies stay imports.

import { mkdtemp } from 'node:fs/promises';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/test-programs/', import.meta.url));
const bundled = new Map<string, Promise<string>>();

/**
 * Bundles a program once per test file.
 * @param entry of the program, as a file URL
 * @returns the path of the bundle, an ES module under node_modules, so that its imports resolve
 */
export function bundleProgram(entry: URL): Promise<string> {
  const path = fileURLToPath(entry);
  const made = bundled.get(path) ?? bundle(path);
  bundled.set(path, made);
  return made;
}

async function bundle(path: string): Promise<string> {
  mkdirSync(cacheFolder, { recursive: true });
  const outDir = await mkdtemp(join(cacheFolder, 'program-'));
  process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
  const fileName = basename(path).replace(/\.ts$/, '.mjs');
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path,
      outDir,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: fileName } },
    },
  });
  return join(outDir, fileName);
}
