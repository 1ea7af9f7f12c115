// Development: the page from Vite's server with hot reload, the browser host behind it, restarted when it changes.
//   npm run dev [-- --port N]      for the desktop window itself: npm start -- --desktop, which builds what is stale

import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfigFromFile } from 'electron-vite';
import { createServer } from 'vite';
import { buildIfStale } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line) => process.stderr.write(`${line}\n`);
const pagePort = Number(/--port[= ](\d+)/.exec(process.argv.slice(2).join(' '))?.[1] ?? 5173);

const hostPort = pagePort + 1;
let host = null;

/** Starts the built host and learns its link from the line it prints. */
function startHost() {
  const program = join(root, 'out', 'main', 'server.js');
  host = spawn(process.execPath, [program, '--no-open', '--port', String(hostPort)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  host.stdout.on('data', (chunk) => {
    const link = /http:\/\/\S+/.exec(String(chunk))?.[0];
    if (link) say(`Page with hot reload: http://127.0.0.1:${pagePort}/${new URL(link).search}`);
  });
}

function stopHost() {
  const stopping = host;
  if (stopping === null || stopping.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    stopping.once('exit', resolve);
    stopping.kill('SIGTERM');
  });
}

async function rebuild() {
  try {
    if (!(await buildIfStale())) return;
    await stopHost();
    startHost();
  } catch (error) {
    say(error.message);
  }
}

/** Rebuilds once for a burst of changes, one build after the other. */
function watchHost() {
  let timer;
  let building = Promise.resolve();
  const onChange = (_event, name) => {
    if (/\.test\.|[\\/]testing[\\/]/.test(name ?? '')) return;
    clearTimeout(timer);
    timer = setTimeout(() => (building = building.then(rebuild)), 300);
  };
  for (const folder of ['main', 'shared']) watch(join(root, 'src', folder), { recursive: true }, onChange);
}

/** The host checks host and origin; through the proxy both are its own. The token still has to be right. */
function forward() {
  return { target: `http://127.0.0.1:${hostPort}`, changeOrigin: true, rewriteWsOrigin: true, ws: true };
}

async function servePage() {
  const { config } = await loadConfigFromFile({ command: 'serve', mode: 'development' }, undefined, root);
  const server = await createServer({
    ...config.renderer,
    configFile: false,
    server: {
      host: '127.0.0.1',
      port: pagePort,
      strictPort: true,
      proxy: { '/rpc': forward(), '/status': forward() },
    },
  });
  await server.listen();
  return server;
}

try {
  await buildIfStale();
  startHost();
  const page = await servePage();
  watchHost();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void Promise.all([stopHost(), page.close()]).then(() => process.exit(0)));
  }
} catch (error) {
  say(error.message);
  await stopHost();
  process.exitCode = 1;
}
