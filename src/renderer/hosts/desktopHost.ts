// Opens the desktop's channel: asks the preload for a port to the engine and takes it from the message that answers.
// Not the security boundary: the preload and the main process decide who gets a port.

import { LabError } from '../../shared/contract/errors';
import type { Channel } from '../../shared/rpc/channel';
import { DESKTOP_SCHEME, PORT_MESSAGE, PORT_REQUEST } from '../../shared/rpc/handshake';
import { fromMessagePort } from '../../shared/rpc/messagePort';

const WAIT_MS = 10_000;

export function isDesktop(protocol: string): boolean {
  return protocol === `${DESKTOP_SCHEME}:`;
}

export function openDesktopChannel(): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      window.removeEventListener('message', take);
      clearTimeout(timer);
      settle();
    };
    const take = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
      finish(() => resolve(fromMessagePort(port)));
    };
    const timer = setTimeout(() => finish(() => reject(noAnswer())), WAIT_MS);
    window.addEventListener('message', take);
    window.postMessage(PORT_REQUEST, window.location.origin);
  });
}

function noAnswer(): LabError {
  return new LabError('engine-lost', 'The engine did not answer within 10 seconds; it is being asked again.');
}
