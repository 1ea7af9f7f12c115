// The browser host: serves the page and the engine to the browser of this computer, and to nobody else.
// Not the command around it (./run prints, opens the browser and ends on Ctrl+C).

import { LabError } from '../../shared/contract/errors';
import { browserLink } from '../../shared/rpc/handshake';
import { launchWithNode, type EngineProcess } from '../supervisor/engineLaunch';
import type { EngineSettings } from '../supervisor/engineMessages';
import { builtPlaces } from '../supervisor/places';
import { createSupervisor } from '../supervisor/supervisor';
import { startPageServer } from './pageServer';
import type { PageServerOptions } from './pageServer';
import { findRunningServer, leaveNote, removeNote } from './runningServer';
import { serveSockets } from './sockets';
import { createToken } from './token';

/**
 * How a page gets in, exactly, stands at the top of src/shared/rpc/handshake.ts. In short: the link is
 * `http://127.0.0.1:PORT/?token=T`, the socket is at `/rpc` with the subprotocols `earshot` and `token.T`, a
 * refused socket is explained by `GET /status` with `authorization: Bearer T`.
 */
export interface ServeOptions {
  /** The library's folder. */
  readonly home: string;
  /** Default: {@link USUAL_PORT}, or a free one where that is taken. */
  readonly port?: number;
  /** Folder of the built programs, `out/main`. */
  readonly programs: string;
  readonly version: string;
  /** For tests: another folder of page files, another program for the engine. */
  readonly page?: string;
  readonly engine?: string;
  readonly pingMs?: number;
}

/**
 * The page keeps its preferences by address, port included: the same port again means the same preferences again.
 */
export const USUAL_PORT = 47115;

export interface ServedLab {
  /** What the person opens. */
  readonly link: string;
  readonly port: number;
  readonly token: string;
  /** Ends the engine in order, then everything else. */
  close(): Promise<void>;
}

/**
 * Starts server and engine.
 * @throws library-locked, with `details.link` where the holder is a browser host that answers; invalid-argument
 *   (the port); whatever kept the engine from starting
 */
export async function serve(options: ServeOptions): Promise<ServedLab> {
  const places = builtPlaces(options.programs);
  const token = createToken();
  const supervisor = createSupervisor({ launch: () => launch(options, places.engine, places.assets) });
  const page = options.page ?? places.page;
  const begun = startOnPort({ page, token, version: options.version }, options.port);
  try {
    const [{ server, port }] = await Promise.all([begun, supervisor.started]);
    const endSockets = serveSockets(server, {
      token,
      onChannel: (channel) => supervisor.connect(channel),
      pingMs: options.pingMs,
    });
    const note = { pid: process.pid, port, token };
    await leaveNote(options.home, note);
    const close = async () => {
      server.close();
      await supervisor.close();
      endSockets();
      server.closeAllConnections();
      await removeNote(options.home, note);
    };
    return { link: browserLink(port, token), port, token, close };
  } catch (error) {
    await Promise.allSettled([supervisor.close(), begun.then(({ server }) => server.close())]);
    throw await withRunningLink(error, options.home);
  }
}

type Listening = ReturnType<typeof startPageServer>;

function startOnPort(page: Omit<PageServerOptions, 'port'>, port: number | undefined): Listening {
  if (port !== undefined) return startPageServer({ ...page, port });
  return startPageServer({ ...page, port: USUAL_PORT }).catch(() => startPageServer({ ...page, port: 0 }));
}

function launch({ home, version, engine }: ServeOptions, builtEngine: string, assets: string): EngineProcess {
  const settings: EngineSettings = { home, host: 'browser', version, assets };
  return launchWithNode(engine ?? builtEngine, settings);
}

/** Adds the link of the server that has the library, where there is one. */
async function withRunningLink(error: unknown, home: string): Promise<unknown> {
  if (!(error instanceof LabError) || error.code !== 'library-locked') return error;
  const running = await findRunningServer(home);
  if (running === null) return error;
  const link = browserLink(running.port, running.token);
  return new LabError(error.code, `${error.message}\nIt is open at ${link}`, { ...error.details, link });
}
