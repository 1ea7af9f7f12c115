// The library's place on each system, from the systems' own conventions (XDG, Apple's and Microsoft's guidelines).
// Nothing is written.

import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { builtPlaces, libraryHome } from './places';

const at = (platform: string, env: Record<string, string> = {}) =>
  libraryHome({ platform, env, homeFolder: '/home/ada' });

it('takes the folder EARSHOT_HOME names, on every system', () => {
  for (const platform of ['linux', 'darwin', 'win32']) {
    expect(at(platform, { EARSHOT_HOME: '/data/lab', XDG_DATA_HOME: '/x', LOCALAPPDATA: '/y' })).toBe(
      '/data/lab',
    );
  }
  expect(at('linux', { EARSHOT_HOME: 'lab' })).toBe(resolve('lab'));
});

it("else the user's data folder", () => {
  expect(at('linux')).toBe('/home/ada/.local/share/earshot');
  expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/earshot');
  expect(at('linux', { EARSHOT_HOME: '' })).toBe('/home/ada/.local/share/earshot');
  expect(at('darwin')).toBe('/home/ada/Library/Application Support/Earshot');
  expect(at('win32', { LOCALAPPDATA: '/local' })).toBe(join('/local', 'Earshot'));
});

it('knows what lies around the built programs', () => {
  expect(builtPlaces('/app/out/main')).toEqual({
    engine: '/app/out/main/engine.js',
    page: '/app/out/renderer',
    preload: '/app/out/preload/preload.cjs',
    assets: '/app/assets',
  });
});
