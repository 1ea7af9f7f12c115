// Entry of the desktop host, out/main/electron.js: one window, one engine, and what connects them.
// As thin as it can be: what can be decided without Electron stands in files of its own, with tests.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  ipcMain,
  MessageChannelMain,
  session,
  type BrowserWindow,
  type IpcMainEvent,
  type MessagePortMain,
} from 'electron';
import { version } from '../../../package.json';
import { PORT_MESSAGE, PORT_REQUEST } from '../../shared/rpc/handshake';
import { builtPlaces, libraryHome } from '../supervisor/places';
import { createSupervisor, type Supervisor } from '../supervisor/supervisor';
import { launchWithElectron } from './engineLaunch';
import { guardContents, guardSession } from './guards';
import { createHandshake } from './handshake';
import { openWindow, registerScheme, servePage, setMenu } from './window';

const home = libraryHome();
const places = builtPlaces(fileURLToPath(new URL('.', import.meta.url)));
/** The window's own data lies in the library, so that two libraries can be open at once, each in one window. */
const windowData = join(home, 'desktop');

let window: BrowserWindow | null = null;

function main(): void {
  app.setName('Earshot');
  app.setPath('userData', windowData);
  if (!app.requestSingleInstanceLock()) return app.quit();
  registerScheme();
  guardContents();
  app.enableSandbox();
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
}

function start(): void {
  const supervisor = createSupervisor({
    launch: () =>
      launchWithElectron(places.engine, { home, host: 'desktop', version, assets: places.assets }),
  });
  // What keeps the engine from starting is told to the page.
  supervisor.started.catch(() => undefined);
  guardSession(session.defaultSession);
  servePage(session.defaultSession, places.page);
  givePorts(supervisor);
  setMenu();
  window = openWindow({ preload: places.preload, stateFile: join(windowData, 'window.json') });
  endInOrder(supervisor);
}

/** Gives the page its port whenever it asks. */
function givePorts(supervisor: Supervisor): void {
  const handshake = createHandshake<MessagePortMain>({
    makePorts: () => {
      const { port1, port2 } = new MessageChannelMain();
      return { own: port1, page: port2 };
    },
    connect: (channel) => supervisor.connect(channel),
  });
  ipcMain.on(PORT_REQUEST, ({ sender, senderFrame }: IpcMainEvent) => {
    handshake({
      sender: {
        frameUrl: senderFrame?.url ?? null,
        isMainFrame: senderFrame !== null && senderFrame.parent === null,
        isOwnWindow: window !== null && sender === window.webContents,
      },
      reply: (port) => senderFrame?.postMessage(PORT_MESSAGE, null, [port]),
    });
  });
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.focus();
}

/** The engine ends before the application does. */
function endInOrder(supervisor: Supervisor): void {
  let ended = false;
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void supervisor.close().finally(() => {
      ended = true;
      app.quit();
    });
  });
}

main();
