// The only script between page and main process: carries the request for a port one way and the port the other.
// Exposes nothing: the page never sees ipcRenderer, and what runs here answers to one word.

import { ipcRenderer } from 'electron';
import { PORT_MESSAGE, PORT_REQUEST } from '../../shared/rpc/handshake';

/** What is used of the page's window; the main process' type check knows no DOM. */
declare const window: {
  addEventListener(
    type: 'message',
    listener: (event: { readonly source: unknown; readonly data: unknown }) => void,
  ): void;
  postMessage(message: unknown, targetOrigin: string, ports: readonly unknown[]): void;
};

window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === PORT_REQUEST) ipcRenderer.send(PORT_REQUEST);
});

// To this window alone, so any origin may stand here: it is whatever the protocol handler served.
ipcRenderer.on(PORT_MESSAGE, ({ ports }) => window.postMessage(PORT_MESSAGE, '*', ports));
