// When a restart is due, and the words for how a process ended.
// Not the restarting: that is supervisor.test, with real processes.

import { describe, expect, it } from 'vitest';
import { lastWordsOf } from './engineLaunch';
import { describeExit, restartDelay } from './restarts';

describe('restartDelay', () => {
  it('waits longer from crash to crash within a minute, and gives up at the sixth', () => {
    const crashes: number[] = [];
    const delays = Array.from({ length: 6 }, (_, i) =>
      restartDelay([...crashes, crashes.push(i * 5000) && i * 5000]),
    );
    expect(delays).toEqual([0, 100, 500, 1000, 2000, null]);
  });

  it('forgets crashes older than a minute', () => {
    expect(restartDelay([0, 1, 2, 3, 4, 60_002])).toBe(100 + 400);
    expect(restartDelay([0, 1, 2, 3, 4, 70_000])).toBe(0);
  });
});

describe('describeExit', () => {
  it.each([
    [{ code: null, signal: 'SIGKILL', lastWords: '' }, 'signal SIGKILL'],
    [{ code: 1, signal: null, lastWords: 'Error: no.' }, 'exit code 1: Error: no'],
    [{ code: 0, signal: null, lastWords: '' }, 'exit code 0'],
    [{ code: null, signal: 'SIGKILL', lastWords: 'Error: of long ago' }, 'signal SIGKILL'],
    [{ code: null, signal: 'SIGABRT', lastWords: 'FATAL ERROR: heap' }, 'signal SIGABRT: FATAL ERROR: heap'],
    [{ code: null, signal: null, lastWords: 'spawn ENOENT' }, 'it could not be started: spawn ENOENT'],
  ])('%j', (exit, words) => expect(describeExit(exit)).toBe(words));
});

describe('lastWordsOf', () => {
  it('finds the message of an uncaught error of Node 20', () => {
    const output = [
      'loading',
      'file:///app/out/main/engine.js:10',
      "\tthrow new RangeError('too many');",
      '\t^',
      '',
      'RangeError: too many',
      '    at explode (file:///app/out/main/engine.js:10:8)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {',
      "  code: 'X'",
      '}',
      '',
      'Node.js v20.20.2',
      '',
    ].join('\n');
    expect(lastWordsOf(output)).toBe('RangeError: too many');
  });

  it('finds that memory ran out, and what the loader misses', () => {
    expect(lastWordsOf('x\nFATAL ERROR: Reached heap limit\n 1: 0xb2 node::Abort()')).toBe(
      'FATAL ERROR: Reached heap limit',
    );
    expect(lastWordsOf('node: error while loading shared libraries: libx.so')).toContain('libx.so');
  });

  it('makes nothing of remarks, and cuts what is endless', () => {
    expect(lastWordsOf("The kernel 'Abs' for backend 'cpu' is already registered\n")).toBe('');
    expect(lastWordsOf('')).toBe('');
    expect(lastWordsOf(`Error: ${'x'.repeat(1000)}`)).toHaveLength(200);
  });
});
