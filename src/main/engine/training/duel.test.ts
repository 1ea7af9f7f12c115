// The duel times real steps: what it says must be in order, whole, and leave nothing behind.

import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { defaultFeatureConfig } from '../../../shared/contract/features';
import type { BackendDuel, TrainingConfig } from '../../../shared/contract/training';
import { describeBackends } from '../backend';
import { presets } from '../models/presets';
import { duelBackends } from './duel';

const small = presets.find(({ name }) => name === 'rnn');
const config: TrainingConfig = { ...(small ?? presets[0]).config, labels: ['yes', 'no'], batchSize: 2 };
const features = { ...defaultFeatureConfig, clipSeconds: 0.5, hopLength: 512 };

it('times every backend that is here, names the others with their reason, fastest first', async () => {
  const heard: BackendDuel[] = [];
  const duel = await duelBackends(config, features, { onProgress: (so) => heard.push(so) });
  const known = await describeBackends();
  expect(duel.timings.map(({ backend }) => backend).sort()).toEqual(known.map(({ name }) => name).sort());
  for (const { backend, medianMs, reason } of duel.timings) {
    const { available } = known.find(({ name }) => name === backend) ?? {};
    expect(medianMs !== null).toBe(available);
    expect(reason).not.toBe('');
  }
  const times = duel.timings.map(({ medianMs }) => medianMs ?? Infinity);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(duel.fastest).toBe(duel.timings[0].backend);
  expect(heard).toHaveLength(known.length);
});

it('stops when asked to', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(duelBackends(config, features, { signal: stop.signal })).rejects.toMatchObject({
    code: 'aborted',
  });
});

it('leaves no tensor behind', async () => {
  await duelBackends(config, features);
  const before = tf.memory().numTensors;
  await duelBackends(config, features);
  expect(tf.memory().numTensors).toBe(before);
});
