// Looking for TensorFlow's native library, with packages made up: the real one is nowhere to be had in a test.

import * as tf from '@tensorflow/tfjs';
import { afterEach, expect, it } from 'vitest';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { createTensorflowBackend, restoreRemovedUtil } from './tensorflowBackend';
import { wasmBackend } from './wasmBackend';

afterEach(() => {
  if (tf.findBackendFactory('tensorflow')) tf.removeBackend('tensorflow');
});

const loading = (load: () => void) => createTensorflowBackend({ resolve: (name) => name, load });

it('says that it is not installed, and how to get it', async () => {
  const notFound = () => {
    throw new Error('Cannot find module');
  };
  const probe = await createTensorflowBackend({ resolve: notFound, load: notFound }).probe();
  expect(probe.available).toBe(false);
  expect(probe.reason).toContain('npm install @tensorflow/tfjs-node-gpu');
});

it('says why it does not load, in one line', async () => {
  const probe = await loading(() => {
    throw new Error('libcudart.so.11.0: cannot open shared object file\nRequire stack:\n- /somewhere');
  }).probe();
  expect(probe.reason).toMatch(/does not load: libcudart\.so\.11\.0: cannot open shared object file$/);
});

it('is there once loaded, and leaves the backend in force alone', async () => {
  await wasmBackend.probe();
  await tf.setBackend('wasm');
  const probe = await loading(() => {
    tf.registerBackend('tensorflow', () => new MathBackendCPU(), 3);
    void tf.setBackend('tensorflow');
  }).probe();
  expect(probe.available).toBe(true);
  expect(probe.threads).toBeGreaterThan(0);
  expect(tf.getBackend()).toBe('wasm');
});

it('refuses a package that brings its own copy of TensorFlow.js', async () => {
  expect((await loading(() => undefined).probe()).reason).toContain('second copy');
});

it('looks only once', async () => {
  let loads = 0;
  const backend = loading(() => void loads++);
  await backend.probe();
  await backend.probe();
  expect(loads).toBe(1);
});

it('restores what Node 23 took from util, and nothing else', () => {
  const own = () => 'own';
  const util: Record<string, unknown> = { isArray: own };
  restoreRemovedUtil(util);
  const { isNullOrUndefined } = util as { isNullOrUndefined: (value: unknown) => boolean };
  expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
  expect(util.isArray).toBe(own);
});
