// Connects the page to its engine: the port from the preload on the desktop, a WebSocket in the browser.
// Which one is told by the page's own address; everything after that is the same.

import type { LabEvents, Services } from '../../shared/contract/services';
import { connectServices } from '../../shared/rpc/client';
import { openBrowserChannel } from './browserHost';
import type { HostConnection } from './connection';
import { isDesktop, openDesktopChannel } from './desktopHost';
import { keepConnected } from './keepConnected';

export type { HostConnection, HostStatus } from './connection';

export function connectHost(): HostConnection {
  const open = isDesktop(window.location.protocol) ? openDesktopChannel : openBrowserChannel;
  return keepConnected({ open, connect: (channel) => connectServices<Services, LabEvents>(channel) });
}
