// Choosing between backends, with made-up candidates and with the lab's own.

import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import type { BackendCandidate, BackendProbe } from './candidate';
import { unavailable } from './candidate';
import { describeBackends, useBackend } from './chooseBackend';

const candidate = (name: string, probe: BackendProbe): BackendCandidate => ({
  name,
  probe: () => Promise.resolve(probe),
});
const missing = candidate('fast', unavailable('not installed'));
const slow = candidate('cpu', { available: true, reason: 'always there', threads: 1 });

describe('describeBackends', () => {
  it('tells of each, in order, why it is or is not there and which one auto takes', async () => {
    expect(await describeBackends([missing, slow])).toEqual([
      { name: 'fast', available: false, chosen: false, reason: 'not installed', threads: 0 },
      { name: 'cpu', available: true, chosen: true, reason: 'always there', threads: 1 },
    ]);
  });

  it('finds the fused kernels, wasm and cpu in plain Node', async () => {
    const backends = await describeBackends();
    expect(backends.map(({ name }) => name)).toEqual([
      'tensorflow',
      'earshot-native',
      'earshot-wasm',
      'wasm',
      'cpu',
    ]);
    expect(backends.find(({ name }) => name === 'wasm')).toMatchObject({ available: true, threads: 1 });
    expect(backends.find(({ name }) => name === 'cpu')?.available).toBe(true);
    expect(backends.filter(({ chosen }) => chosen)).toHaveLength(1);
  });
});

describe('useBackend', () => {
  it('auto takes the first that loads and says what came before it', async () => {
    const choice = await useBackend('auto', [missing, slow]);
    expect(choice).toMatchObject({ name: 'cpu', threads: 1 });
    expect(choice.reason).toContain('fast: not installed');
    expect(tf.getBackend()).toBe('cpu');
  });

  it('takes a named one', async () => {
    expect((await useBackend('wasm')).name).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(tf.tensor1d([1, 2]).sum().dataSync()[0]).toBe(3);
  });

  it('names the known ones when asked for another', async () => {
    await expect(useBackend('quantum', [missing, slow])).rejects.toMatchObject({
      code: 'invalid-argument',
      message: 'backend: expected one of auto, fast, cpu, got quantum',
    });
  });

  it('says why a named one cannot be used', async () => {
    await expect(useBackend('fast', [missing, slow])).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringContaining('not installed'),
    });
  });

  it('says why none can be used', async () => {
    await expect(useBackend('auto', [missing])).rejects.toMatchObject({ code: 'unsupported' });
  });
});
