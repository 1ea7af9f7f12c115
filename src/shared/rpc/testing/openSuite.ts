// One opened transport with the suite's services at its far end, and what the tests ask of it.
// Not a test.

import { expect } from 'vitest';
import { LabError } from '../../contract/errors';
import { connectServices, type ServiceConnection } from '../client';
import type { SuiteEvents, SuiteServices } from './suiteServices';
import type { OpenTransport, Transport } from './transports';

export interface OpenSuite {
  readonly transport: OpenTransport;
  readonly connection: ServiceConnection<SuiteServices, SuiteEvents>;
  readonly suite: SuiteServices['suite'];
  /** The event every far end tells first. */
  readonly ticked: Promise<{ readonly count: number }>;
  /** Sends what no caller would and returns the next error that belongs to no call. */
  fault(message: unknown): Promise<LabError>;
  /** The next raw message that is not an event. */
  nextAnswer(): Promise<unknown>;
}

export async function openSuite({ open }: Transport): Promise<OpenSuite> {
  const transport = await open();
  const { channel } = transport;
  const connection = connectServices<SuiteServices, SuiteEvents>(channel, { maxMessageBytes: 1024 * 1024 });
  const ticked = new Promise<{ readonly count: number }>((resolve) => connection.on('tick', resolve));
  const fault = (message: unknown) =>
    new Promise<LabError>((resolve) => {
      const remove = connection.onFault((error) => (remove(), resolve(error)));
      channel.send(message);
    });
  const nextAnswer = () =>
    new Promise<unknown>((resolve) => {
      channel.onMessage((message) => (message as { type: string }).type !== 'event' && resolve(message));
    });
  return { transport, connection, suite: connection.services.suite, ticked, fault, nextAnswer };
}

/** The error a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    (value) => expect.fail(`expected a rejection, got ${String(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}
