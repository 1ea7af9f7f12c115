// One suite over every transport: what the protocol promises, whoever carries it.
// Not what goes wrong between two ends (./contractAttacks.test) nor the transports' own peculiarities.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SuiteEvents, SuiteServices } from './testing/suiteServices';
import { connectServices } from './client';
import { failure, openSuite, type OpenSuite } from './testing/openSuite';
import { transports } from './testing/transports';

const tick = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each(transports)('over $name', (over) => {
  let transport: OpenSuite['transport'];
  let connection: OpenSuite['connection'];
  let suite: OpenSuite['suite'];
  let ticked: OpenSuite['ticked'];

  beforeEach(async () => {
    ({ transport, connection, suite, ticked } = await openSuite(over));
  });
  afterEach(() => transport.release());

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
    const onTheWire: unknown[] = [];
    transport.channel.onMessage((message) => onTheWire.push((message as { type: string }).type));
    expect(await suite.count({ to: 5 }, { onProgress: (value) => progress.push(value) })).toBe('done');
    await tick();
    expect(progress).toEqual([1, 2, 3, 4, 5]);
    expect(onTheWire.filter((type) => type !== 'event')).toEqual([
      ...Array<string>(5).fill('progress'),
      'result',
    ]);
  });

  it('sends no progress nobody asked for', async () => {
    const onTheWire: unknown[] = [];
    transport.channel.onMessage((message) => onTheWire.push((message as { type: string }).type));
    await suite.count({ to: 5 });
    expect(onTheWire).not.toContain('progress');
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
