// Counts reads: many wishes, few reads, and never a stale last one.
import { expect, it } from 'vitest';
import { coalesce } from './coalesce';

it('serves the first wish at once and all that come meanwhile with one more read', async () => {
  let reads = 0;
  const finish: (() => void)[] = [];
  const read = coalesce(() => {
    reads++;
    return new Promise((resolve) => finish.push(resolve));
  });
  const first = read();
  expect(reads).toBe(1);
  const later = [read(), read(), read()];
  finish[0]();
  await first;
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(reads).toBe(2);
  finish[1]();
  await Promise.all(later);
  expect(reads).toBe(2);
});

it('reads again after a read that failed', async () => {
  let reads = 0;
  const read = coalesce(async () => {
    if (++reads === 1) throw new Error('lost');
  });
  await expect(read()).rejects.toThrow('lost');
  await read();
  expect(reads).toBe(2);
});
