// Finds Electron's runtime, or fetches it once where that is possible. The npm package brings only the means to.
// Never requires the package itself: in plain Node that alone would start a download.

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const memoryFile = join(root, 'node_modules', '.cache', 'earshot', 'desktop-fetch.json');
/** After a failed try it is not tried again for a week, unless asked for. */
const MEMORY_MS = 7 * 24 * 3600 * 1000;
const FETCH_LIMIT_MS = 300_000;
/** Where the download host cannot be reached, only a copy kept from before can help, and that is quick. */
const UNREACHABLE_LIMIT_MS = 20_000;

function packageFolder() {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/**
 * @returns {string | null} path of the executable, null where it is not on this computer
 */
export function findDesktopRuntime() {
  const folder = packageFolder();
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = folder && join(folder, 'path.txt');
  const names = {
    win32: 'electron.exe',
    darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  };
  const fallback = names[process.platform] ?? 'electron';
  if (!override && !(pathFile && existsSync(pathFile))) return null;
  const name = pathFile && existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : fallback;
  const path = join(override ?? join(folder, 'dist'), name);
  return existsSync(path) ? path : null;
}

/** @returns {boolean} whether a window could be shown at all */
export function hasScreen() {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function remembered(version) {
  try {
    const memory = JSON.parse(readFileSync(memoryFile, 'utf8'));
    return memory.version === version && Date.now() - memory.at < MEMORY_MS ? memory.reason : null;
  } catch {
    return null;
  }
}

function remember(version, reason) {
  mkdirSync(dirname(memoryFile), { recursive: true });
  writeFileSync(memoryFile, JSON.stringify({ version, reason, at: Date.now() }));
}

/** Whether the download host answers within three seconds; with a mirror or a proxy that is not for us to say. */
function isReachable() {
  const { env } = process;
  const indirect = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy'];
  if (indirect.some((name) => env[name])) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: 3000 });
    const settle = (reachable) => {
      socket.destroy();
      resolve(reachable);
    };
    socket.once('connect', () => settle(true));
    socket.once('timeout', () => settle(false));
    socket.once('error', () => settle(false));
  });
}

/** Runs the package's own installer. @returns {Promise<string | null>} why it failed, null when it did not */
function runInstaller(folder, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk) => (output += chunk));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(`it took longer than ${Math.round(limitMs / 1000)} s`);
    }, limitMs);
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : failureIn(output));
    });
  });
}

/** The line that names the error: stacks and Node's own remarks say nothing to a person. */
function failureIn(output) {
  const named = output.split('\n').find((line) => /\b(E[A-Z]{4,}|\w*Error\b.*:)/.test(line));
  return (named ?? 'its installer failed').trim().slice(0, 160);
}

/**
 * Fetches the runtime where a screen is there and it has not failed lately.
 * @param {{ anew?: boolean, say: (line: string) => void }} options anew: also after a failed try
 * @returns {Promise<{ path: string | null, reason: string }>} reason: why there is none, as a clause
 */
export async function fetchDesktopRuntime({ anew = false, say }) {
  const folder = packageFolder();
  if (folder === null) return { path: null, reason: 'the package electron is not installed' };
  if (!hasScreen()) return { path: null, reason: 'this session has no screen' };
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const before = anew ? null : remembered(version);
  if (before) return { path: null, reason: `${before}; npm start -- --desktop tries again` };
  say(`Fetching the desktop window's runtime, Electron ${version} (about 110 MB, once) ...`);
  const reachable = await isReachable();
  const failure = await runInstaller(folder, reachable ? FETCH_LIMIT_MS : UNREACHABLE_LIMIT_MS);
  const path = findDesktopRuntime();
  if (path) return { path, reason: '' };
  const reason = `Electron's runtime could not be fetched (${reachable ? failure : 'github.com cannot be reached'})`;
  remember(version, reason);
  return { path: null, reason };
}
