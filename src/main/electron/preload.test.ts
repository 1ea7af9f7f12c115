// The preload script as it is bundled: what it forwards, what it does not, and that it exposes nothing.
// Run in a bare context with a window and an ipcRenderer that only take notes.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build, type Rollup } from 'vite';
import { beforeAll, beforeEach, expect, it } from 'vitest';

type Listener = (event: object) => void;

let code: string;
let sent: string[];
let posted: unknown[][];
let heard: Record<string, Listener>;
let window: {
  addEventListener(type: string, listener: Listener): void;
  postMessage(...args: unknown[]): void;
};
let context: Record<string, unknown>;

beforeAll(async () => {
  const entry = fileURLToPath(new URL('./preload.ts', import.meta.url));
  const output = (await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: entry, write: false, rollupOptions: { external: ['electron'], output: { format: 'cjs' } } },
  })) as Rollup.RollupOutput;
  expect(output.output).toHaveLength(1);
  code = output.output[0].code;
});

beforeEach(() => {
  sent = [];
  posted = [];
  heard = {};
  window = {
    addEventListener: (type, listener) => (heard[`window ${type}`] = listener),
    postMessage: (...args) => posted.push(args),
  };
  const ipcRenderer = {
    send: (...args: string[]) => sent.push(...args),
    on: (channel: string, listener: Listener) => (heard[`ipc ${channel}`] = listener),
  };
  const require = (name: string) => (name === 'electron' ? { ipcRenderer } : expect.fail(`requires ${name}`));
  context = { window, require, exports: {}, module: {} };
  // Electron wraps a preload in a function, as Node wraps a CommonJS module.
  runInContext(`(function () {${code}\n})()`, createContext(context));
});

it('forwards the request for a port, and no other word', () => {
  const hear = heard['window message'];
  for (const data of [
    'earshot:port',
    'earshot:',
    'ELECTRON',
    null,
    { toString: () => 'earshot:connect' },
    ['earshot:connect'],
  ]) {
    hear({ source: window, data });
  }
  expect(sent).toEqual([]);
  hear({ source: window, data: 'earshot:connect' });
  expect(sent).toEqual(['earshot:connect']);
});

it('does not listen to other windows and frames', () => {
  heard['window message']({ source: {}, data: 'earshot:connect' });
  heard['window message']({ source: null, data: 'earshot:connect' });
  expect(sent).toEqual([]);
});

it('hands the port on to the page', () => {
  const port = {};
  heard['ipc earshot:port']({ ports: [port] });
  expect(posted).toEqual([['earshot:port', '*', [port]]]);
});

it('exposes nothing and listens to nothing else', () => {
  expect(Object.keys(heard)).toEqual(['window message', 'ipc earshot:port']);
  expect(Object.keys(context).sort()).toEqual(['exports', 'module', 'require', 'window']);
  expect(Object.keys(window)).toEqual(['addEventListener', 'postMessage']);
  expect(readFileSync(fileURLToPath(new URL('./preload.ts', import.meta.url)), 'utf8')).not.toContain(
    'contextBridge',
  );
});
