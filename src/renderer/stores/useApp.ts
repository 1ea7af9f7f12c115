// Reads the shared state in a component.
// One line, so that no component subscribes to more than it shows.

import { useStore } from 'zustand';
import { useLab } from '../lab';
import type { AppActions, AppState } from './appState';

/** The selected part of the shared state; select something that stays the same object while nothing changed. */
export function useApp<T>(select: (state: AppState) => T): T {
  return useStore(useLab().app, select);
}

export function useAppActions(): AppActions {
  return useLab().app.getState().actions;
}
