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

  it('takes back what is still being made when undo is asked for', async () => {
    const value: number[] = [];
    const history = createHistory();
    let finish = () => {};
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const making = history.make({
      title: 'slow',
      redo: () => slow.then(() => void value.push(1)),
      undo: async () => void value.pop(),
    });
    const undone = history.undo();
    finish();
    await making;
    expect((await undone)?.title).toBe('slow');
    expect(value).toEqual([]);
  });

  it('remembers nothing of a change that could not be made', async () => {
    const history = createHistory();
    const failing = {
      title: 'x',
      redo: () => Promise.reject(new Error('disk is gone')),
      undo: async () => {},
    };
    await expect(history.make(failing)).rejects.toThrow('disk is gone');
    expect(await history.undo()).toBeNull();
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
