// The client against a worker that the test answers for.
import { expect, it } from 'vitest';
import { defaultFeatureConfig } from '../../shared/contract/features';
import { createFeatureClient } from './featureClient';
import type { FeatureWorkerPort } from './featureClient';
import type { FeatureAnswer, FeatureQuestion } from './featureProtocol';

function createPort() {
  const asked: FeatureQuestion[] = [];
  const port: FeatureWorkerPort = {
    postMessage: (message) => void asked.push(message as FeatureQuestion),
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
  };
  const answer = (data: FeatureAnswer) => port.onmessage?.({ data } as MessageEvent<FeatureAnswer>);
  return { port, asked, answer };
}

const matrix = { data: new Float32Array(1), rows: 1, cols: 1 };

it('gives each answer to the call it belongs to, whatever the order', async () => {
  const { port, asked, answer } = createPort();
  const client = createFeatureClient(port);
  const one = client.mfcc(new Float32Array(1), 16000, null, defaultFeatureConfig);
  const other = client.mfcc(new Float32Array(2), 16000, null, defaultFeatureConfig);
  answer({ id: asked[1].id, error: { code: 'bad-audio', message: 'damaged' } });
  answer({ id: asked[0].id, result: matrix });
  expect(await one).toBe(matrix);
  await expect(other).rejects.toMatchObject({ code: 'bad-audio', message: 'damaged' });
});

it('opens a stream before it pushes', async () => {
  const { port, asked, answer } = createPort();
  const stream = createFeatureClient(port).stream(defaultFeatureConfig, 48000);
  const pushed = stream.push(new Float32Array(3));
  answer({ id: asked[0].id, result: null });
  await Promise.resolve();
  await Promise.resolve();
  expect(asked.map((one) => one.request.kind)).toEqual(['open', 'push']);
  answer({ id: asked[1].id, result: matrix });
  expect(await pushed).toBe(matrix);
});

it('rejects everything when the worker ends', async () => {
  const { port } = createPort();
  const waiting = createFeatureClient(port).mfcc(new Float32Array(1), 16000, null, defaultFeatureConfig);
  port.onerror?.({ message: 'out of memory' } as ErrorEvent);
  await expect(waiting).rejects.toMatchObject({ code: 'internal' });
});
