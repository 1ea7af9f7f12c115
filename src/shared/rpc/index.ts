// One protocol between the page and the engine, whatever carries it: call, abort, progress, result, error, event.
// Not the lab's services: any objects whose methods take `(options, { signal, onProgress })` can be served.

/**
 * A connection is a {@link Channel} with `serveServices` at one end and `connectServices` at the other:
 *
 *     const [a, b] = createChannelPair();
 *     serveServices(services, argumentSchemas, a);
 *     const { services, on } = connectServices<Services, LabEvents>(b);
 *
 * Over a worker: `fromMessagePort(parentPort)` inside, `fromMessagePort(worker)` outside. Between parts of the lab,
 * where arguments need no check, the table of methods is made of `anything`: `{ job: { start: anything } }`.
 * How a page gets its channel in each host stands in ./handshake.
 *
 * Promises of the protocol, over every transport (./contractSuite.test, ./contractAttacks.test): a call is answered exactly once; what is
 * wrong with a message is said in an error and changes nothing; a closed channel rejects calls under way and later
 * ones with `engine-lost`; aborting an ended call does nothing; no progress comes after the end of a call.
 */
export type { Channel } from './channel';
export { UnreadableMessage } from './channel';
export { connectServices, type ConnectOptions, type ServiceConnection } from './client';
export * from './handshake';
export { fromMessagePort, type DomPort, type NodePort } from './messagePort';
export { createChannelPair } from './pair';
export { fromProcessPort, nodeIpcPort, type NodeIpc, type ProcessPort } from './processPort';
export {
  anything,
  checkOptions,
  unchecked,
  type ArgumentSchema,
  type ArgumentSchemas,
  type SchemaIssue,
} from './schemas';
export { MAX_CALLS, serveServices, type ServedConnection, type ServeOptions } from './server';
export { MAX_MESSAGE_BYTES, prepareMessage } from './size';
export { fromWebSocket, type SocketLike, type SocketOptions } from './webSocket';
