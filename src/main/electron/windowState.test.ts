// The window comes back where it was, and never where nobody can reach it.
// Reads and writes one file in a folder of its own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fitToScreens, minimumSize, readWindowState, writeWindowState, type Bounds } from './windowState';

const laptop: Bounds = { x: 0, y: 25, width: 1440, height: 875 };
const right: Bounds = { x: 1440, y: 0, width: 1920, height: 1080 };

describe('fitToScreens', () => {
  it('keeps a window that is on a screen', () => {
    const bounds = { x: 1500, y: 100, width: 1200, height: 800 };
    expect(fitToScreens(bounds, [laptop, right])).toEqual(bounds);
  });

  it('gives up a place on a screen that is gone, or out of reach', () => {
    for (const [x, y] of [
      [1500, 100],
      [1400, 100],
      [-1150, 100],
      [100, 0],
      [100, 890],
      [100, -500],
    ]) {
      expect(fitToScreens({ x, y, width: 1200, height: 800 }, [laptop])).toBeNull();
    }
    expect(fitToScreens({ x: 0, y: 0, width: 1200, height: 800 }, [])).toBeNull();
    expect(fitToScreens(null, [laptop])).toBeNull();
  });

  it('makes it no larger than the screen and no smaller than the page needs', () => {
    expect(fitToScreens({ x: 0, y: 25, width: 5000, height: 5000 }, [laptop])).toMatchObject({
      width: 1440,
      height: 875,
    });
    expect(fitToScreens({ x: 0, y: 25, width: 1, height: 1 }, [laptop])).toMatchObject(minimumSize);
  });
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-window-'));
  const file = join(folder, 'desktop', 'window.json');

  it('gives back what was kept', () => {
    const state = { bounds: { x: 1, y: 2, width: 1000, height: 700 }, maximized: true };
    writeWindowState(file, state);
    expect(readWindowState(file)).toEqual(state);
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '{"bounds":{"x":"1"}}',
    '{"bounds":{"x":1e400,"y":0,"width":1,"height":1}}',
  ])('starts afresh from %j', (text) => {
    writeFileSync(file, text);
    expect(readWindowState(file)).toEqual({ bounds: null, maximized: false });
  });

  it('starts afresh without a file, and does not fail where it cannot be written', () => {
    expect(readWindowState(join(folder, 'nothing.json')).bounds).toBeNull();
    writeWindowState(join(file, 'below-a-file.json'), { bounds: null, maximized: false });
    rmSync(folder, { recursive: true });
  });
});
