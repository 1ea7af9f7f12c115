// Where the window was and how large, kept from one start to the next, and never off the screen.
// Pure but for reading and writing one small file.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Pixels of the desktop. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  /** Null: the system's place, the size below. */
  readonly bounds: Bounds | null;
  readonly maximized: boolean;
}

export const minimumSize = { width: 900, height: 600 };
export const defaultSize = { width: 1280, height: 840 };

const fresh: WindowState = { bounds: null, maximized: false };

/** Reads what was kept. @returns the fresh state where there is nothing, or nothing sound */
export function readWindowState(file: string): WindowState {
  try {
    return parseWindowState(readFileSync(file, 'utf8'));
  } catch {
    return fresh;
  }
}

export function parseWindowState(text: string): WindowState {
  const { bounds, maximized } = JSON.parse(text) as Partial<WindowState>;
  const numbers = [bounds?.x, bounds?.y, bounds?.width, bounds?.height];
  if (!bounds || !numbers.every((value) => Number.isSafeInteger(value))) return fresh;
  const { x, y, width, height } = bounds;
  return { bounds: { x, y, width, height }, maximized: maximized === true };
}

/** Keeps the state; that it could not be kept is no reason to trouble anybody. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(state));
  } catch {
    return;
  }
}

/** So much of the title bar must lie on a screen to be caught with the mouse. */
const CATCHABLE = { width: 120, height: 40 };

/**
 * Brings kept bounds onto the screens there are now.
 * @param screens work areas of the displays
 * @returns null where no screen shows enough of the window
 */
export function fitToScreens(bounds: Bounds | null, screens: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const width = Math.max(bounds.width, minimumSize.width);
  const height = Math.max(bounds.height, minimumSize.height);
  const screen = screens.find((area) => isCatchable({ ...bounds, width, height }, area));
  if (!screen) return null;
  const fits = { width: Math.min(width, screen.width), height: Math.min(height, screen.height) };
  return { x: bounds.x, y: bounds.y, ...fits };
}

function isCatchable(bounds: Bounds, area: Bounds): boolean {
  const left = Math.max(bounds.x, area.x);
  const right = Math.min(bounds.x + bounds.width, area.x + area.width);
  const isBarOnScreen = bounds.y >= area.y && bounds.y + CATCHABLE.height <= area.y + area.height;
  return isBarOnScreen && right - left >= CATCHABLE.width;
}
