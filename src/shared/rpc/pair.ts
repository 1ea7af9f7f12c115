// Two channels joined inside one process: what one sends the other receives, cloned.
// Not a shortcut around the protocol: messages are copied and arrive later, as over any other transport.

import { createListeners, type Channel, type ChannelListeners } from './channel';

/** Makes two ends of one connection. Closing either closes both. */
export function createChannelPair(): [Channel, Channel] {
  const left = createListeners();
  const right = createListeners();
  return [endOf(left, right), endOf(right, left)];
}

function endOf(own: ChannelListeners, other: ChannelListeners): Channel {
  return {
    send(message) {
      if (own.isClosed) return;
      const copy = structuredClone(message);
      queueMicrotask(() => other.deliver(copy));
    },
    onMessage: own.onMessage,
    onClose: own.onClose,
    close() {
      own.closed('The connection was closed on this side.');
      queueMicrotask(() => other.closed('The other side closed the connection.'));
    },
  };
}
