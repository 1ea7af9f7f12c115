// Messages as bytes, for transports that carry nothing else.
// Not a format of files: both ends are always of the same build.

import { Packr } from 'msgpackr';
import { UnreadableMessage } from './channel';

// Records would have both ends keep state (and compile readers, which the page's CSP forbids); `moreTypes` keeps
// typed arrays what they are; `copyBuffers` gives each a buffer of its own.
const packr = new Packr({
  useRecords: false,
  moreTypes: true,
  variableMapSize: true,
  mapsAsObjects: true,
  copyBuffers: true,
});

/** Packs a message. Typed arrays keep their type and every bit; NaN, infinities and undefined stay what they are. */
export function packMessage(message: unknown): Uint8Array<ArrayBuffer> {
  return packr.pack(message) as Uint8Array<ArrayBuffer>;
}

/**
 * Reads a packed message. Never throws.
 * @returns the message, or an {@link UnreadableMessage}
 */
export function unpackMessage(bytes: Uint8Array): unknown {
  try {
    // A plain Uint8Array, so that what is inside comes out as one too and not as Node's Buffer.
    return packr.unpack(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    return new UnreadableMessage(
      `its bytes cannot be read (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}
