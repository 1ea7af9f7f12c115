// Starts Earshot: the desktop window where Electron's runtime is there or can be fetched, else the browser host.
//   npm start [-- --no-open] [--port N]     --no-open and --port are the browser host's, so they choose it
//   npm start -- --desktop | --browser      one of the two, whatever is there

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { fetchDesktopRuntime, findDesktopRuntime, hasScreen } from './desktopRuntime.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => process.stderr.write(`${line}\n`);
/** A window that ends with an error so soon never opened: a library of the system is missing, or the like. */
const NEVER_OPENED_MS = 10_000;

/** @returns {'desktop' | 'browser' | 'either'} */
function wanted(given) {
  if (given.includes('--desktop')) return 'desktop';
  const browser = given.some((argument) => /^--(browser|no-open|port)(=|$)/.test(argument));
  return browser ? 'browser' : 'either';
}

/** Opens the window and waits until it is closed. @returns why it never opened, or null */
function openWindow(runtime) {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(runtime, [root], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      const failed = code !== 0 && signal === null && performance.now() - began < NEVER_OPENED_MS;
      if (!failed) process.exitCode = code ?? 0;
      resolve(failed ? `it ended at once (exit code ${code})` : null);
    });
  });
}

/** @returns {Promise<string | null>} null when a window was open; else why there is none */
async function tryDesktop(anew) {
  const found = findDesktopRuntime();
  if (found && !hasScreen()) return 'this session has no screen';
  const { path, reason } = found ? { path: found } : await fetchDesktopRuntime({ anew, say });
  return path === null ? reason : openWindow(path);
}

async function startBrowserHost(given) {
  process.argv = [process.argv[0], 'npm start', ...given.filter((argument) => argument !== '--browser')];
  await import('../out/main/server.js');
}

try {
  const given = process.argv.slice(2);
  const choice = wanted(given);
  await buildIfStale();
  const noWindow = choice === 'browser' ? '' : await tryDesktop(choice === 'desktop');
  if (noWindow && choice === 'desktop') {
    say(`No desktop window: ${noWindow}.`);
    process.exitCode = 1;
  } else if (noWindow !== null) {
    if (noWindow) say(`No desktop window here: ${noWindow}. Earshot opens in your browser instead.`);
    await startBrowserHost(given);
  }
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
