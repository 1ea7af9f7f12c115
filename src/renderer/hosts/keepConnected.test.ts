// Breaks connections on purpose: what screens hold must go on working over the next one.
import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/contract/errors';
import type { LabEvents, Services } from '../../shared/contract/services';
import { createChannelPair } from '../../shared/rpc/pair';
import { connectServices } from '../../shared/rpc/client';
import { serveServices } from '../../shared/rpc/server';
import { unchecked } from '../../shared/rpc/schemas';
import { keepConnected } from './keepConnected';

const services = { system: { describe: async () => ({ version: '1' }) } } as unknown as Services;
const schemas = unchecked<Services>({ system: { describe: null } } as never);

function createEngine() {
  const served: { emit: ReturnType<typeof serveServices>['emit']; close(): void }[] = [];
  let refusal: LabError | null = null;
  const open = async () => {
    if (refusal) throw refusal;
    const [page, engine] = createChannelPair();
    served.push({ emit: serveServices(services, schemas, engine).emit, close: () => engine.close() });
    return page;
  };
  return { served, open, refuse: (error: LabError | null) => (refusal = error) };
}

function connect(engine: ReturnType<typeof createEngine>) {
  return keepConnected({
    open: engine.open,
    connect: (channel) => connectServices<Services, LabEvents>(channel),
    backOffMs: [5, 10],
  });
}

const settled = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });

describe('keepConnected', () => {
  it('answers calls, and again over the next connection', async () => {
    const engine = createEngine();
    const host = connect(engine);
    await settled(() => expect(host.status.getState()).toMatchObject({ phase: 'connected', connections: 1 }));
    const { system } = host.services;
    expect(await system.describe({})).toEqual({ version: '1' });
    engine.served[0].close();
    await settled(() => expect(host.status.getState()).toMatchObject({ phase: 'connected', connections: 2 }));
    expect(await system.describe({})).toEqual({ version: '1' });
    host.dispose();
  });

  it('follows events across connections without listening twice', async () => {
    const engine = createEngine();
    const host = connect(engine);
    const heard = vi.fn();
    const stop = host.on('notice', heard);
    await settled(() => expect(engine.served).toHaveLength(1));
    engine.served[0].close();
    await settled(() => expect(host.status.getState().connections).toBe(2));
    engine.served[1].emit('notice', { level: 'info', message: 'hello' });
    await settled(() => expect(heard).toHaveBeenCalledTimes(1));
    stop();
    engine.served[1].emit('notice', { level: 'info', message: 'again' });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toHaveBeenCalledTimes(1);
    host.dispose();
  });

  it('says why it cannot connect and rejects calls meanwhile, then comes back by itself', async () => {
    const engine = createEngine();
    engine.refuse(new LabError('engine-lost', 'Earshot is not running any more.'));
    const host = connect(engine);
    await settled(() => expect(host.status.getState().phase).toBe('lost'));
    expect(host.status.getState().reason).toBe('Earshot is not running any more.');
    await expect(host.services.system.describe({})).rejects.toMatchObject({ code: 'engine-lost' });
    engine.refuse(null);
    await settled(() => expect(host.status.getState().phase).toBe('connected'));
    host.dispose();
  });

  it('counts a restarted engine as a new connection and keeps its reason', async () => {
    const engine = createEngine();
    const host = connect(engine);
    await settled(() => expect(host.status.getState().connections).toBe(1));
    engine.served[0].emit('host.engine', { state: 'restarting', reason: 'The engine ended.' });
    await settled(() =>
      expect(host.status.getState()).toMatchObject({ phase: 'engine-restarted', connections: 1 }),
    );
    engine.served[0].emit('host.engine', { state: 'ready', reason: 'The engine ended. It was restarted.' });
    await settled(() =>
      expect(host.status.getState()).toEqual({
        phase: 'engine-restarted',
        reason: 'The engine ended. It was restarted.',
        connections: 2,
      }),
    );
    host.dispose();
  });

  it('hears events asked for while connected, and connects anew on request when the engine has failed', async () => {
    const engine = createEngine();
    const host = connect(engine);
    await settled(() => expect(engine.served).toHaveLength(1));
    const late = vi.fn();
    host.on('projects.changed', late);
    engine.served[0].emit('projects.changed', {});
    await settled(() => expect(late).toHaveBeenCalledTimes(1));
    engine.served[0].emit('host.engine', { state: 'failed', reason: 'It cannot start.' });
    await settled(() => expect(host.status.getState().phase).toBe('lost'));
    host.retry();
    await settled(() => expect(engine.served).toHaveLength(2));
    await settled(() => expect(host.status.getState().phase).toBe('connected'));
    host.dispose();
  });
});
