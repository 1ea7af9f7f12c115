// Screens and the kinds of projects they work on, and which follows which.
import { describe, expect, it } from 'vitest';
import { parseRoute, screenNames } from './route';
import { homeOf, kindOfScreen, titleOf } from './screens';
import { whatFollows } from './useProjectOfScreen';

describe('screens', () => {
  it('has a title for every screen, and a kind for all but Settings', () => {
    expect(screenNames.map(titleOf).every((title) => title !== '')).toBe(true);
    expect(screenNames.filter((screen) => kindOfScreen(screen) === null)).toEqual(['settings']);
    expect([titleOf('train'), titleOf('generators')]).toEqual(['Train', 'Train']);
  });

  it('is at home on a screen of the same kind', () => {
    expect(kindOfScreen(homeOf.speech)).toBe('speech');
    expect(kindOfScreen(homeOf.music)).toBe('music');
  });

  it('reads the addresses of the music screens', () => {
    expect(parseRoute('#/tunes?tune=a1')).toEqual({ screen: 'tunes', parameters: { tune: 'a1' } });
    expect(parseRoute('#/nowhere').screen).toBe('words');
  });
});

describe('screen and project', () => {
  it('opens a project of the kind of the screen a person goes to', () => {
    expect(whatFollows({ screenKind: 'music', projectKind: 'speech', byScreen: true })).toBe('project');
  });

  it('goes to a screen of the kind of the project a person opens', () => {
    expect(whatFollows({ screenKind: 'music', projectKind: 'speech', byScreen: false })).toBe('screen');
  });

  it('changes nothing where both are of one kind, or in Settings', () => {
    expect(whatFollows({ screenKind: 'music', projectKind: 'music', byScreen: true })).toBeNull();
    expect(whatFollows({ screenKind: null, projectKind: 'music', byScreen: false })).toBeNull();
  });
});
