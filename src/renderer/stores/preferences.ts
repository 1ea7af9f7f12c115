// Choices of the person that belong to this page and not to the library: kept in the browser's local storage.
// Not settings of the engine, and nothing is lost when the storage is not there.

const PREFIX = 'earshot.';

/** @returns the kept value, or `fallback` where there is none, it cannot be read, or has another type */
export function readPreference<T extends string | number | boolean>(name: string, fallback: T): T {
  try {
    const text = globalThis.localStorage.getItem(PREFIX + name);
    const value: unknown = text === null ? null : JSON.parse(text);
    return typeof value === typeof fallback ? (value as T) : fallback;
  } catch {
    return fallback;
  }
}

export function writePreference(name: string, value: string | number | boolean): void {
  try {
    globalThis.localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the choice, not the work.
  }
}
