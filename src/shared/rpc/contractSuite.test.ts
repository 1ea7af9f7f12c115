// One suite over every transport: what the protocol promises, whoever carries it.
// Not the transports' own peculiarities: those stand in their own tests.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { connectServices, type ServiceConnection } from './client';
import type { SuiteEvents, SuiteServices } from './testing/suiteServices';
import { transports, type OpenTransport } from './testing/transports';

const tick = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));

/** The error a promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    (value) => expect.fail(`expected a rejection, got ${String(value)}`),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(LabError);
  return error as LabError;
}

describe.each(transports)('over $name', ({ open }) => {
  let transport: OpenTransport;
  let connection: ServiceConnection<SuiteServices, SuiteEvents>;
  let suite: SuiteServices['suite'];
  let ticked: Promise<{ readonly count: number }>;

  beforeEach(async () => {
    transport = await open();
    connection = connectServices(transport.channel, { maxMessageBytes: 1024 * 1024 });
    ticked = new Promise((resolve) => connection.on('tick', resolve));
    suite = connection.services.suite;
  });
  afterEach(() => transport.release());

  /** Sends what no caller would and returns the next error that belongs to no call. */
  const fault = (message: unknown) =>
    new Promise<LabError>((resolve) => {
      const remove = connection.onFault((error) => (remove(), resolve(error)));
      transport.channel.send(message);
    });

  /** The next raw message that is not an event. */
  const nextAnswer = () =>
    new Promise<unknown>((resolve) => {
      transport.channel.onMessage(
        (message) => (message as { type: string }).type !== 'event' && resolve(message),
      );
    });

  it('answers a call, with nested values as they were', async () => {
    const value = {
      text: 'Grüße 🎙',
      list: [1, -2.5, 2 ** 40, NaN, -Infinity, null, undefined, true],
      deep: { a: { b: [] } },
    };
    expect(await suite.echo({ value })).toStrictEqual(value);
  });

  it('answers many calls at once, each its own', async () => {
    expect(await Promise.all([...Array(8).keys()].map((value) => suite.echo({ value })))).toEqual([
      ...Array(8).keys(),
    ]);
  });

  it('keeps typed arrays exactly: type, length and bits', async () => {
    const arrays = [
      new Float32Array([0.1, -0, NaN, Infinity, 1e-45]),
      new Uint8Array([0, 255, 7]),
      new Int16Array([-32768, 32767, 1]),
      new Float64Array([Math.PI]),
      new Float32Array(0),
      new Uint8Array(0),
      new Uint8Array(70_000).fill(3),
      new Float32Array(20_000).fill(0.3),
    ];
    for (const array of arrays) {
      const back = (await suite.echo({ value: array })) as Uint8Array;
      expect(back.constructor.name).toBe(array.constructor.name);
      expect(new Uint8Array(back.buffer, back.byteOffset, back.byteLength)).toEqual(
        new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      );
    }
  });

  it('sends a view as the part it shows, not the buffer behind it', async () => {
    const behind = new Float32Array(1024 * 1024).fill(1);
    const back = (await suite.echo({ value: behind.subarray(10, 14) })) as Float32Array;
    expect([...back]).toEqual([1, 1, 1, 1]);
    expect(back.buffer.byteLength).toBeLessThan(100_000);
  });

  it('leaves what was sent as it was', async () => {
    const samples = new Float32Array([1, 2, 3]);
    await suite.echo({ value: { samples } });
    expect([...samples]).toEqual([1, 2, 3]);
  });

  it('tells progress in order, before the result, and none after it', async () => {
    const progress: number[] = [];
    expect(await suite.count({ to: 5 }, { onProgress: (value) => progress.push(value) })).toBe('done');
    await tick();
    expect(progress).toEqual([1, 2, 3, 4, 5]);
  });

  it('delivers events', async () => {
    expect(await ticked).toEqual({ count: 1 });
  });

  it('carries an error as code, message and details', async () => {
    const error = await failure(suite.fail({ code: 'bad-audio', message: 'Nothing to hear.' }));
    expect(error).toMatchObject({ code: 'bad-audio', message: 'Nothing to hear.', details: { asked: true } });
  });

  it('says a defect as internal, with its message and without its stack', async () => {
    const error = await failure(suite.crash({}));
    expect(error).toMatchObject({ code: 'internal', message: 'x is not a function' });
    expect(error.stack).not.toContain('suiteServices');
  });

  it('keeps code and message of an error whose details cannot be sent', async () => {
    expect(await failure(suite.failUncloneably({}))).toMatchObject({
      code: 'bad-data',
      message: 'The words cross.',
    });
  });

  it('stops a call on abort, and the far end hears of it', async () => {
    const stop = new AbortController();
    const waiting = suite.wait({}, { signal: stop.signal });
    await suite.echo({ value: 1 });
    stop.abort();
    expect((await failure(waiting)).code).toBe('aborted');
    expect((await suite.seen({})).aborted).toBe(1);
  });

  it('does not even begin with a signal that is aborted already', async () => {
    const calls = suite.echo({ value: 1 });
    await calls;
    expect((await failure(suite.wait({}, { signal: AbortSignal.abort() }))).code).toBe('aborted');
    expect((await suite.seen({})).aborted).toBe(0);
  });

  it('does nothing when a call is aborted after its end', async () => {
    const stop = new AbortController();
    expect(await suite.count({ to: 1 }, { signal: stop.signal })).toBe('done');
    stop.abort();
    transport.channel.send({ type: 'abort', id: 12_345 });
    expect(await suite.echo({ value: 'still here' })).toBe('still here');
  });

  it('refuses services and methods that do not exist, inherited names too', async () => {
    const services = connection.services as unknown as Record<
      string,
      Record<string, (o: object) => Promise<unknown>>
    >;
    const names = [
      '__proto__',
      'constructor',
      'hasOwnProperty',
      'toString',
      'nothing',
      'valueOf',
      '__defineGetter__',
    ];
    for (const name of names) {
      expect((await failure(services[name].echo({}))).code).toBe('unknown-method');
      const error = await failure(services.suite[name]({}));
      expect(error.code).toBe('unknown-method');
      expect(error.message).toContain(`'${name}'`);
    }
  });

  it('refuses options the schema does not take, and says where', async () => {
    const call = suite.count as (options: unknown) => Promise<unknown>;
    for (const [options, path] of [
      [{ to: 'five' }, 'at options.to'],
      [{ to: 5, more: 1 }, 'at options'],
      [undefined, 'at options'],
      [7, 'at options'],
    ] as const) {
      const error = await failure(call(options));
      expect(error.code).toBe('invalid-argument');
      expect(error.message).toContain(`suite.count was called with the wrong arguments: ${path}`);
    }
  });

  it.each([
    ['a number', 42],
    ['a text', 'call'],
    ['null', null],
    ['an array', [{ type: 'call', id: 1 }]],
    ['bytes', new Uint8Array([1, 2, 3])],
    ['no id', { type: 'call', service: 'suite', method: 'echo', options: {}, progress: false }],
    [
      'a negative id',
      { type: 'call', id: -1, service: 'suite', method: 'echo', options: {}, progress: false },
    ],
    ['an id that is no number', { type: 'abort', id: '0' }],
    ['a fractional id', { type: 'abort', id: 0.5 }],
    ['an error of the other direction', { type: 'error', id: null, error: { code: 'busy', message: '' } }],
  ])('answers %s with an error and goes on', async (_name, message) => {
    const error = await fault(message);
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toContain("none of the protocol's");
    expect(await suite.echo({ value: 1 })).toBe(1);
    expect((await suite.seen({})).calls).toBe(1);
  });

  it.each([
    [{ type: 'call', id: 900, service: 7, method: 'echo', options: {}, progress: false }, 'service'],
    [{ type: 'call', id: 900, service: 'suite', method: '', options: {}, progress: false }, 'method'],
    [{ type: 'call', id: 900, service: 'suite', method: 'echo', options: {}, progress: 'yes' }, 'progress'],
    [
      { type: 'call', id: 900, service: 'x'.repeat(101), method: 'echo', options: {}, progress: false },
      'service',
    ],
    [{ type: 'shout', id: 900 }, 'type'],
  ])('answers the call a half-readable message claims to be (%#)', async (message, field) => {
    const answer = nextAnswer();
    transport.channel.send(message);
    const error = { code: 'invalid-argument', message: expect.stringContaining(`at ${field}`) as string };
    expect(await answer).toMatchObject({ type: 'error', id: 900, error });
  });

  it('refuses a second call under an id that is under way, and the first goes on', async () => {
    const answers: unknown[] = [];
    transport.channel.onMessage((message) => answers.push(message));
    const call = {
      type: 'call',
      id: 77,
      service: 'suite',
      method: 'deaf',
      options: { ms: 40 },
      progress: false,
    };
    transport.channel.send(call);
    expect((await fault(call)).message).toContain('under way already');
    await expect.poll(() => answers).toContainEqual({ type: 'result', id: 77, value: 'done' });
  });

  it('refuses more calls than it takes at a time, and takes more when some have ended', async () => {
    const stop = new AbortController();
    const waiting = [...Array(8).keys()].map(() => failure(suite.wait({}, { signal: stop.signal })));
    const error = await failure(suite.echo({ value: 1 }));
    expect(error.code).toBe('busy');
    expect(error.message).toContain('8 calls');
    stop.abort();
    await Promise.all(waiting);
    expect(await suite.echo({ value: 1 })).toBe(1);
  });

  it('does not send what is too large, and goes on', async () => {
    const error = await failure(suite.echo({ value: new Float32Array(300_000) }));
    expect(error.code).toBe('too-large');
    expect(error.message).toContain('1 MiB');
    expect((await suite.seen({})).calls).toBe(0);
  });

  it('refuses what is too large when it comes all the same', async () => {
    const answer = nextAnswer();
    const value = new Uint8Array(1024 * 1024 + 1);
    transport.channel.send({
      type: 'call',
      id: 5,
      service: 'suite',
      method: 'echo',
      options: { value },
      progress: false,
    });
    expect(await answer).toMatchObject({ type: 'error', id: 5, error: { code: 'too-large' } });
    expect((await suite.seen({})).calls).toBe(0);
  });

  it('says so when an answer is too large or cannot be sent', async () => {
    expect((await failure(suite.bytes({ length: 1024 * 1024 + 1 }))).code).toBe('too-large');
    expect((await suite.bytes({ length: 1000 })).length).toBe(1000);
    const uncloneable = await suite.uncloneable({}).then(
      (value) => value as { callback: unknown },
      (error: LabError) => error,
    );
    if (uncloneable instanceof LabError) expect(uncloneable.code).toBe('internal');
    else expect(uncloneable.callback).not.toBeTypeOf('function');
  });

  it('says so when options cannot be cloned or are nested without end', async () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect((await failure(suite.echo({ value: circle }))).code).toMatch(/too-large|invalid-argument/);
    expect(await suite.echo({ value: 1 })).toBe(1);
  });

  it('rejects calls under way with engine-lost when the far end goes, and later ones too', async () => {
    await suite.echo({ value: 1 });
    const waiting = failure(suite.wait({}));
    const closed = new Promise<string>((resolve) => connection.onClose(resolve));
    transport.closeFarEnd();
    expect((await waiting).code).toBe('engine-lost');
    expect(await closed).toMatch(/closed|ended/);
    expect((await failure(suite.echo({ value: 1 }))).code).toBe('engine-lost');
    transport.channel.send({ type: 'abort', id: 0 });
  });

  it('rejects calls under way with engine-lost when it is closed or disposed here', async () => {
    const waiting = failure(suite.wait({}));
    connection.dispose();
    expect((await waiting).code).toBe('engine-lost');
    const second = connectServices<SuiteServices, SuiteEvents>(transport.channel);
    const again = failure(second.services.suite.wait({}));
    transport.channel.close();
    expect((await again).message).toContain('closed on this side');
  });
});
