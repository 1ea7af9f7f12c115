// A browser host for tests: a real server, real sockets, a page of three files, and a FAKE engine in a real process.
// Not the built lab: the end-to-end stories start that.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { LabEvents, Services } from '../../../shared/contract/services';
import { connectServices, fromWebSocket, socketProtocols } from '../../../shared/rpc';
import { bundleProgram } from '../../../testing/bundleProgram';
import { serve, type ServedLab, type ServeOptions } from '../serve';

export interface TestLab extends ServedLab {
  /** Sends one request as given, `host` header included. */
  get(path: string, options?: { method?: string; headers?: Record<string, string> }): Promise<Answer>;
  /** Opens a socket as a page would, or with something else in its place. */
  socket(change?: { origin?: string; host?: string; protocols?: string[]; path?: string }): WebSocket;
  page(): ReturnType<typeof connectServices<Services, LabEvents>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Makes a folder of its own for each server. */
export async function startLab(options: Partial<ServeOptions> = {}): Promise<TestLab> {
  const folder = await mkdtemp(join(tmpdir(), 'earshot-host-'));
  const page = await writePage(join(folder, 'page'));
  const engine = await bundleProgram(new URL('../../supervisor/testing/fakeEngine.ts', import.meta.url));
  const lab = await serve({
    home: join(folder, 'home'),
    programs: folder,
    version: '1.2.3',
    page,
    engine,
    ...options,
  });
  const close = async () => {
    await lab.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...lab, close, ...clientOf(lab) };
}

async function writePage(folder: string): Promise<string> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Earshot</title>');
  await writeFile(join(folder, 'assets', 'index-B2xk0Za9.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'kernels.wasm'), '\0asm');
  await writeFile(join(folder, '..', 'secret.js'), 'secret');
  return folder;
}

function clientOf({ port, token }: ServedLab): Pick<TestLab, 'get' | 'socket' | 'page'> {
  const socket: TestLab['socket'] = ({ origin, host, protocols, path } = {}) =>
    new WebSocket(`ws://127.0.0.1:${port}${path ?? '/rpc'}`, protocols ?? socketProtocols(token), {
      origin: origin ?? `http://127.0.0.1:${port}`,
      headers: host === undefined ? {} : { host },
    });
  return {
    socket,
    page: () => connectServices(fromWebSocket(socket())),
    get: (path, { method = 'GET', headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const asked = request(
          { host: '127.0.0.1', port, path, method, headers, agent: false },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('end', () => {
              const body = Buffer.concat(chunks).toString();
              resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
            });
          },
        );
        asked.on('error', reject);
        asked.end();
      }),
  };
}
