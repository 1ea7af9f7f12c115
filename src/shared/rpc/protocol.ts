// The six messages of the protocol and how they are read from what a transport delivers.
// Not the behaviour: ./server answers calls, ./client makes them.

import { labErrorCodes, type LabErrorCode, type LabErrorData } from '../contract/errors';
import { UnreadableMessage } from './channel';

/** Caller to server: run a method. `id` is the caller's, unique among its calls under way. */
export interface CallMessage {
  readonly type: 'call';
  readonly id: number;
  readonly service: string;
  readonly method: string;
  readonly options: unknown;
  /** Whether progress is wanted. */
  readonly progress: boolean;
}

/** Caller to server: stop a call. Unknown ids are ignored, the call may just have ended. */
export interface AbortMessage {
  readonly type: 'abort';
  readonly id: number;
}

/** Server to caller, any number of times before the result. */
export interface ProgressMessage {
  readonly type: 'progress';
  readonly id: number;
  readonly progress: unknown;
}

/** Server to caller: the call is done. */
export interface ResultMessage {
  readonly type: 'result';
  readonly id: number;
  readonly value: unknown;
}

/** Server to caller: the call failed, or (id null) a message could not be read as belonging to any call. */
export interface ErrorMessage {
  readonly type: 'error';
  readonly id: number | null;
  readonly error: LabErrorData;
}

/** Server to caller, unasked. */
export interface EventMessage {
  readonly type: 'event';
  readonly name: string;
  readonly data: unknown;
}

export type ClientMessage = CallMessage | AbortMessage;
export type ServerMessage = ProgressMessage | ResultMessage | ErrorMessage | EventMessage;

/** A message that is none of the protocol's. */
export interface Malformed {
  readonly type: 'malformed';
  /** The call it claims to belong to, where that much could be read. */
  readonly id: number | null;
  /** What was expected and what came. */
  readonly reason: string;
}

type Fields = Readonly<Record<string, unknown>>;

const MAX_NAME_LENGTH = 100;

/** Reads what a caller sent. Never throws. */
export function readClientMessage(message: unknown): ClientMessage | Malformed {
  const fields = fieldsOf(message);
  if (typeof fields === 'string') return { type: 'malformed', id: null, reason: fields };
  const { type, id } = fields;
  if (!isId(id)) return malformed(null, 'id', 'a whole number from 0', id);
  if (type === 'abort') return { type, id };
  if (type !== 'call') return malformed(id, 'type', "'call' or 'abort'", type);
  return readCall(fields, id);
}

function readCall(fields: Fields, id: number): CallMessage | Malformed {
  const { service, method, options, progress } = fields;
  if (!isName(service)) return malformed(id, 'service', 'a name', service);
  if (!isName(method)) return malformed(id, 'method', 'a name', method);
  if (typeof progress !== 'boolean') return malformed(id, 'progress', 'true or false', progress);
  return { type: 'call', id, service, method, options, progress };
}

/** Reads what a server sent. Never throws. */
export function readServerMessage(message: unknown): ServerMessage | Malformed {
  const fields = fieldsOf(message);
  if (typeof fields === 'string') return { type: 'malformed', id: null, reason: fields };
  const { type, id } = fields;
  if (type === 'event') {
    return isName(fields.name)
      ? { type, name: fields.name, data: fields.data }
      : malformed(null, 'name', 'a name', fields.name);
  }
  if (type === 'error') return readError(fields);
  if (!isId(id)) return malformed(null, 'id', 'a whole number from 0', id);
  if (type === 'result') return { type, id, value: fields.value };
  if (type === 'progress') return { type, id, progress: fields.progress };
  return malformed(id, 'type', "'result', 'error', 'progress' or 'event'", type);
}

function readError(fields: Fields): ErrorMessage | Malformed {
  const { id } = fields;
  if (id !== null && !isId(id)) return malformed(null, 'id', 'a whole number from 0, or null', id);
  const error = fieldsOf(fields.error);
  if (typeof error === 'string') return { type: 'malformed', id, reason: `at error: ${error}` };
  const { code, message, details } = error;
  if (!isCode(code)) return malformed(id, 'error.code', 'a code of the contract', code);
  if (typeof message !== 'string') return malformed(id, 'error.message', 'a text', message);
  const data = typeof details === 'object' && details !== null ? (details as Fields) : undefined;
  return { type: 'error', id, error: { code, message, details: data } };
}

function fieldsOf(message: unknown): Fields | string {
  if (message instanceof UnreadableMessage) return message.reason;
  if (typeof message === 'object' && message !== null && !Array.isArray(message)) return message as Fields;
  return `expected an object, got ${describe(message)}`;
}

function malformed(id: number | null, field: string, expected: string, got: unknown): Malformed {
  return { type: 'malformed', id, reason: `at ${field}: expected ${expected}, got ${describe(got)}` };
}

/** A value in a few words, for messages; never the value of a large thing. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return value.length <= 40 ? `'${value}'` : `'${value.slice(0, 40)}...'`;
  if (typeof value === 'object') return 'an object';
  return typeof value === 'function' || typeof value === 'symbol' ? `a ${typeof value}` : String(value);
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= MAX_NAME_LENGTH;
}

function isCode(value: unknown): value is LabErrorCode {
  return (labErrorCodes as readonly unknown[]).includes(value);
}
