// Keys of the page: a screen says what each does, one listener dispatches, the `?` sheet lists them.
// Keys typed into fields, and keys a focused control needs itself, never reach a shortcut.

import { useEffect, useRef } from 'react';
import { createStore } from 'zustand/vanilla';

export interface Shortcut {
  /** As shown: `Space`, `R`, `Ctrl+Shift+Z`, `ArrowUp`, `1-9`. Ctrl is Cmd on a Mac. */
  readonly keys: string;
  /** What it does, for the sheet of keys. */
  readonly title: string;
  readonly run: (event: KeyboardEvent) => void;
  /** False where it does nothing now; it stays on the sheet. */
  readonly enabled?: boolean;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** The groups of all components that are on the screen, in the order they came. */
export const shortcutStore = createStore<{ readonly groups: readonly ShortcutGroup[] }>(() => ({
  groups: [],
}));

/** Puts a component's keys in force while it is shown. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const shape = shortcuts.map((one) => `${one.keys}:${one.title}`).join('|');
  useEffect(() => {
    const group: ShortcutGroup = {
      title,
      get shortcuts() {
        return latest.current;
      },
    };
    shortcutStore.setState(({ groups }) => ({ groups: [...groups, group] }));
    return () => shortcutStore.setState(({ groups }) => ({ groups: groups.filter((one) => one !== group) }));
  }, [title, shape]);
}

/** @returns whether a key press is what `keys` says */
export function matches(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const control = event.ctrlKey || event.metaKey;
  if (control !== parts.includes('Ctrl') || event.altKey) return false;
  if (name === '?') return event.key === '?';
  if (event.shiftKey !== parts.includes('Shift')) return false;
  if (name === '1-9') return /^[1-9]$/.test(event.key);
  if (name === 'Space') return event.key === ' ';
  return event.key.toLowerCase() === name.toLowerCase();
}

const textInputs =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable=true]';
const pressed =
  'button, summary, input, [role=button], [role=tab], [role=switch], [role=menuitem], [role=option]';
const moved =
  '[role=slider], [role=radio], input[type=radio], input[type=range], [role=tab], [role=menuitem], [role=combobox]';

/** Whether the focused element needs this key itself. */
export function belongsToControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(textInputs)) return true;
  if (key === 'Enter' && target.closest('a[href]')) return true;
  if (key === ' ' || key === 'Enter') return target.closest(pressed) !== null;
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') return target.closest(moved) !== null;
  return false;
}

const dialogIsOpen = () => document.querySelector('[role=dialog][aria-modal=true], [role=menu]') !== null;

/** Ctrl+Enter does a screen's main action, from within a field too. */
const isSubmit = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && event.key === 'Enter';

/** Starts dispatching key presses; returns how to stop. */
export function listenForShortcuts(target: Window = window): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (!isSubmit(event) && belongsToControl(event.target, event.key)) return;
    if (dialogIsOpen()) return;
    const all = shortcutStore.getState().groups.flatMap((group) => group.shortcuts);
    const found = all.findLast((one) => one.enabled !== false && matches(one.keys, event));
    if (!found) return;
    event.preventDefault();
    found.run(event);
  };
  target.addEventListener('keydown', onKey);
  return () => target.removeEventListener('keydown', onKey);
}
