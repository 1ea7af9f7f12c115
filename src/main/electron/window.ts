// The one window: sandboxed, with the page inside, where it was last time.
// Not what the page may do: ./guards.

import { readFile } from 'node:fs/promises';
import {
  BrowserWindow,
  dialog,
  Menu,
  protocol,
  screen,
  type MenuItemConstructorOptions,
  type Session,
  type WebPreferences,
} from 'electron';
import { DESKTOP_ORIGIN, DESKTOP_SCHEME } from '../../shared/rpc/handshake';
import { protocolFileOf } from './protocolPaths';
import { defaultSize, fitToScreens, minimumSize, readWindowState, writeWindowState } from './windowState';

/** Must run before the application is ready. */
export function registerScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: DESKTOP_SCHEME, privileges }]);
}

/** Serves the built page under its own protocol. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(DESKTOP_SCHEME, async ({ method, url }) => {
    const file = protocolFileOf(folder, method, url);
    const body = file && (await readFile(file.path).catch(() => null));
    return file && body
      ? new Response(body, { headers: file.headers })
      : new Response('There is no such file.', { status: 404 });
  });
}

export interface WindowPlaces {
  readonly preload: string;
  /** Where size and place are kept. */
  readonly stateFile: string;
}

/** Every setting that keeps the page a page, said even where it is Electron's default. */
const webPreferences: WebPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  navigateOnDragDrop: false,
  // Its dictionaries would come from the network.
  spellcheck: false,
  // Live listening goes on while another window is in front.
  backgroundThrottling: false,
};

/** Opens the window with the page. */
export function openWindow({ preload, stateFile }: WindowPlaces): BrowserWindow {
  const state = readWindowState(stateFile);
  const bounds = fitToScreens(
    state.bounds,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(bounds ?? defaultSize),
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: 'Earshot',
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...webPreferences, preload },
  });
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () =>
    writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  );
  reloadAfterCrash(window);
  void window.loadURL(`${DESKTOP_ORIGIN}/`);
  return window;
}

/** A page that crashes again so soon, in ms, is not reloaded. */
const CRASH_LOOP_MS = 10_000;

function reloadAfterCrash(window: BrowserWindow): void {
  let last = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = performance.now();
    const again = now - last < CRASH_LOOP_MS;
    last = now;
    if (again)
      dialog.showErrorBox(
        'Earshot',
        `The window keeps failing (${reason}). Work on disk is safe. Start Earshot again.`,
      );
    else window.webContents.reload();
  });
}

const viewMenu: MenuItemConstructorOptions = {
  label: 'View',
  submenu: [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ],
};

/** Copy, paste, zoom and quit by their usual keys. */
export function setMenu(): void {
  const own: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([...own, { role: 'editMenu' }, viewMenu, { role: 'windowMenu' }]),
  );
}
