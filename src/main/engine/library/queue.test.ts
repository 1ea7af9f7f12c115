import { describe, expect, it } from 'vitest';
import { createQueue, mapLimited } from './queue';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('queue', () => {
  it('runs one thing at a time for a key, in order, and others beside it', async () => {
    const queue = createQueue();
    const seen: string[] = [];
    const work = (name: string, ms: number) => async () => {
      seen.push(`${name} begins`);
      await later(ms);
      seen.push(`${name} ends`);
    };
    await Promise.all([
      queue.run('a', work('first', 20)),
      queue.run('a', work('second', 1)),
      queue.run('b', work('other', 1)),
    ]);
    expect(seen.filter((line) => !line.startsWith('other'))).toEqual([
      'first begins',
      'first ends',
      'second begins',
      'second ends',
    ]);
    expect(seen.indexOf('other ends')).toBeLessThan(seen.indexOf('first ends'));
  });

  it('goes on after an error, which goes to who asked', async () => {
    const queue = createQueue();
    const failed = queue.run('a', () => Promise.reject(new Error('no')));
    const next = queue.run('a', () => Promise.resolve(7));
    await expect(failed).rejects.toThrow('no');
    expect(await next).toBe(7);
  });

  it('is idle when all has settled', async () => {
    const queue = createQueue();
    let done = 0;
    for (let i = 0; i < 3; i++) void queue.run('a', () => later(2).then(() => void done++));
    await queue.idle();
    expect(done).toBe(3);
  });
});

describe('mapLimited', () => {
  it('keeps order and never has more at work than allowed', async () => {
    let atWork = 0;
    let most = 0;
    const results = await mapLimited([5, 1, 3, 2, 4], 2, async (ms) => {
      most = Math.max(most, ++atWork);
      await later(ms);
      atWork--;
      return ms * 10;
    });
    expect(results).toEqual([50, 10, 30, 20, 40]);
    expect(most).toBe(2);
  });

  it('throws after everything begun has settled, beginning nothing new', async () => {
    const seen: number[] = [];
    const failing = mapLimited([1, 2, 3, 4, 5, 6], 2, async (n) => {
      await later(n);
      seen.push(n);
      if (n === 1) throw new Error('one');
    });
    await expect(failing).rejects.toThrow('one');
    expect(seen).toEqual([1, 2]);
  });
});
