// Undo and redo over a value that only changes by them.
import { describe, expect, it } from 'vitest';
import { createHistory } from './history';
import type { Change } from './history';

function createValue() {
  const value: number[] = [];
  const add = (n: number): Change => {
    value.push(n);
    return {
      title: `added ${n}`,
      undo: async () => void value.pop(),
      redo: async () => void value.push(n),
    };
  };
  return { value, add };
}

describe('history', () => {
  it('takes back and makes again in order', async () => {
    const { value, add } = createValue();
    const history = createHistory();
    [1, 2, 3].forEach((n) => history.push(add(n)));
    expect((await history.undo())?.title).toBe('added 3');
    await history.undo();
    expect(value).toEqual([1]);
    await history.redo();
    expect(value).toEqual([1, 2]);
  });

  it('forgets what was taken back when something new is done', async () => {
    const { value, add } = createValue();
    const history = createHistory();
    history.push(add(1));
    await history.undo();
    history.push(add(2));
    expect(await history.redo()).toBeNull();
    expect(value).toEqual([2]);
  });

  it('makes two undos at once one after the other', async () => {
    const { value, add } = createValue();
    const history = createHistory();
    [1, 2].forEach((n) => history.push(add(n)));
    await Promise.all([history.undo(), history.undo()]);
    expect(value).toEqual([]);
    expect(await history.undo()).toBeNull();
  });

  it('keeps a change that could not be taken back, and goes on', async () => {
    const history = createHistory();
    let fails = true;
    history.push({
      title: 'x',
      undo: async () => {
        if (fails) throw new Error('disk is gone');
      },
      redo: async () => undefined,
    });
    await expect(history.undo()).rejects.toThrow('disk is gone');
    fails = false;
    expect((await history.undo())?.title).toBe('x');
  });
});
