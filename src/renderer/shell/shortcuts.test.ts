// @vitest-environment happy-dom
// Key presses in a document: what reaches a shortcut and what a control keeps for itself.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hrefOf, parseRoute } from './route';
import { belongsToControl, listenForShortcuts, matches, shortcutStore } from './shortcuts';
import type { Shortcut } from './shortcuts';

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });

function put(html: string): Element {
  document.body.innerHTML = html;
  return document.body.firstElementChild as Element;
}

describe('matches', () => {
  it('takes Ctrl and Cmd alike, and Shift only where it is asked for', () => {
    expect(matches('Ctrl+Z', press('z', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl+Z', press('z', { metaKey: true }))).toBe(true);
    expect(matches('Ctrl+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Ctrl+Shift+Z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
    expect(matches('R', press('r', { ctrlKey: true }))).toBe(false);
  });

  it('knows digits, Space, and ? with whatever Shift the keyboard needs', () => {
    expect(['1', '9', '0'].map((key) => matches('1-9', press(key)))).toEqual([true, true, false]);
    expect(matches('Space', press(' '))).toBe(true);
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
  });
});

describe('belongsToControl', () => {
  it('leaves every key to text fields', () => {
    expect(belongsToControl(put('<input type="text">'), 'r')).toBe(true);
    expect(belongsToControl(put('<textarea></textarea>'), 'Backspace')).toBe(true);
  });

  it('leaves Space and Enter to what they press, letters not', () => {
    const button = put('<button>Play</button>');
    expect([' ', 'Enter', 'r'].map((key) => belongsToControl(button, key))).toEqual([true, true, false]);
  });

  it('leaves Enter to a link, but not Space, which no link needs', () => {
    const link = put('<a href="#/live">Live</a>');
    expect(['Enter', ' '].map((key) => belongsToControl(link, key))).toEqual([true, false]);
  });

  it('leaves arrows to sliders and tabs', () => {
    expect(belongsToControl(put('<div role="slider"></div>'), 'ArrowLeft')).toBe(true);
    expect(belongsToControl(put('<div role="listbox"></div>'), 'ArrowDown')).toBe(false);
  });
});

describe('listenForShortcuts', () => {
  const run = vi.fn();
  const shortcut = (keys: string, more: Partial<Shortcut> = {}): Shortcut => ({
    keys,
    title: keys,
    run,
    ...more,
  });
  let stop = () => undefined as void;
  const listen = (...groups: Shortcut[][]) => {
    shortcutStore.setState({ groups: groups.map((shortcuts, i) => ({ title: String(i), shortcuts })) });
    stop = listenForShortcuts();
  };
  afterEach(() => {
    stop();
    run.mockReset();
    document.body.innerHTML = '';
  });

  it('runs the last that matches and keeps the key from the browser', () => {
    const other = vi.fn();
    listen([shortcut('Space', { run: other })], [shortcut('Space')]);
    const event = press(' ');
    document.body.dispatchEvent(event);
    expect(run).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
    expect(event.defaultPrevented).toBe(true);
  });

  it('rests while a dialog is open and where a shortcut is not enabled', () => {
    listen([shortcut('R', { enabled: false })]);
    document.body.dispatchEvent(press('r'));
    listen([shortcut('R')]);
    document.body.innerHTML = '<div role="dialog" aria-modal="true"></div>';
    document.body.dispatchEvent(press('r'));
    expect(run).not.toHaveBeenCalled();
  });
});

describe('routes', () => {
  it('reads a screen and its parameters, and falls back to Words', () => {
    expect(parseRoute('#/words?clip=a%2F1')).toEqual({ screen: 'words', parameters: { clip: 'a/1' } });
    expect(parseRoute('').screen).toBe('words');
    expect(parseRoute('#/nonsense').screen).toBe('words');
  });

  it('writes what it reads', () => {
    expect(parseRoute(hrefOf('test', { run: 'ü & 1' }))).toEqual({
      screen: 'test',
      parameters: { run: 'ü & 1' },
    });
  });
});
