// The sound cache against a counting service.
import { expect, it, vi } from 'vitest';
import { createSoundCache } from './soundCache';

const sounds = (length = 4) =>
  vi.fn(async ({ clipIds }: { readonly clipIds: readonly string[] }) =>
    clipIds
      .filter((id) => id !== 'gone')
      .map((clipId) => ({ clipId, samples: new Float32Array(length), sampleRate: 16000 })),
  );

it('fetches all that are asked for in one turn with one call, each only once', async () => {
  const service = sounds();
  const cache = createSoundCache({ sounds: service });
  await Promise.all([cache.get('p', 'a'), cache.get('p', 'b'), cache.get('p', 'a')]);
  await cache.get('p', 'b');
  expect(service.mock.calls.map(([options]) => options.clipIds)).toEqual([['a', 'b']]);
});

it('asks for at most 256 a call', async () => {
  const service = sounds();
  const cache = createSoundCache({ sounds: service });
  await Promise.all(Array.from({ length: 300 }, (_, i) => cache.get('p', `c${i}`)));
  expect(service.mock.calls.map(([options]) => options.clipIds.length)).toEqual([256, 44]);
});

it('gives up the least used when there is no room', async () => {
  const cache = createSoundCache({ sounds: sounds() }, 10);
  await cache.get('p', 'a');
  await cache.get('p', 'b');
  await cache.get('p', 'a');
  await cache.get('p', 'c');
  expect([cache.peek('a'), cache.peek('b'), cache.peek('c')].map(Boolean)).toEqual([true, false, true]);
});

it('says which clip is gone and can be asked again', async () => {
  const cache = createSoundCache({ sounds: sounds() });
  await expect(cache.get('p', 'gone')).rejects.toMatchObject({ code: 'not-found' });
  await expect(cache.get('p', 'gone')).rejects.toMatchObject({ code: 'not-found' });
});
