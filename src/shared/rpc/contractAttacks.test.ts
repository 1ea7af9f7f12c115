// The other half of the suite over every transport: what is malformed, unknown, too much or too large.
// Each is answered by an error that says so, nothing changes, and the connection goes on.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { failure, openSuite, type OpenSuite } from './testing/openSuite';
import { transports } from './testing/transports';

describe.each(transports)('over $name', (over) => {
  let transport: OpenSuite['transport'];
  let connection: OpenSuite['connection'];
  let suite: OpenSuite['suite'];
  let fault: OpenSuite['fault'];
  let nextAnswer: OpenSuite['nextAnswer'];

  beforeEach(async () => {
    ({ transport, connection, suite, fault, nextAnswer } = await openSuite(over));
  });
  afterEach(() => transport.release());

  it('refuses services and methods that do not exist, inherited names too', async () => {
    const services = connection.services as unknown as Record<
      string,
      Record<string, (options: object) => Promise<unknown>>
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
    const inherited: string = 'toString';
    for (const name of names) {
      expect((await failure(services[name].echo({}))).code).toBe('unknown-method');
      expect((await failure(services[name][inherited]({}))).message).toBe(`There is no service '${name}'.`);
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
});
