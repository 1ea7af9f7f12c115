// Selecting in a long list of clips or tunes: one has the focus, any number are selected, Shift extends from an anchor.
// Pure; the same rules as lists of files everywhere.

export interface Selection {
  /** What is shown and that keys act from. */
  readonly focused: string | null;
  readonly anchor: string | null;
  readonly selected: ReadonlySet<string>;
}

export const nothingSelected: Selection = { focused: null, anchor: null, selected: new Set() };

export type SelectHow = 'only' | 'toggle' | 'extend';

/** @param ids of the list as shown */
export function select(selection: Selection, ids: readonly string[], id: string, how: SelectHow): Selection {
  if (how === 'extend' && selection.anchor !== null) {
    const from = ids.indexOf(selection.anchor);
    const to = ids.indexOf(id);
    if (from >= 0 && to >= 0) {
      const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { ...selection, focused: id, selected: new Set(range) };
    }
  }
  if (how === 'toggle') {
    const selected = new Set(selection.selected);
    if (!selected.delete(id)) selected.add(id);
    return { focused: id, anchor: id, selected };
  }
  return { focused: id, anchor: id, selected: new Set([id]) };
}

/** Moves the focus by `by` rows, or to an end with plus or minus infinity. */
export function moveFocus(
  selection: Selection,
  ids: readonly string[],
  by: number,
  extend: boolean,
): Selection {
  if (ids.length === 0) return selection;
  const at = selection.focused === null ? -1 : ids.indexOf(selection.focused);
  const to = at < 0 ? (by > 0 ? 0 : ids.length - 1) : Math.min(ids.length - 1, Math.max(0, at + by));
  return select(selection, ids, ids[to], extend ? 'extend' : 'only');
}

export function selectAll(selection: Selection, ids: readonly string[]): Selection {
  return { focused: selection.focused ?? ids[0] ?? null, anchor: ids[0] ?? null, selected: new Set(ids) };
}

/**
 * After the list has changed: what is gone is no longer selected, and the focus goes to what took its place.
 * @param before ids of the list as it was
 */
export function keepSelection(
  selection: Selection,
  before: readonly string[],
  ids: readonly string[],
): Selection {
  const there = new Set(ids);
  const { focused } = selection;
  const selected = new Set([...selection.selected].filter((id) => there.has(id)));
  if (focused === null || there.has(focused)) {
    return selected.size === selection.selected.size ? selection : { ...selection, selected };
  }
  const at = before.indexOf(focused);
  const next =
    before.slice(at + 1).find((id) => there.has(id)) ??
    before.slice(0, Math.max(0, at)).findLast((id) => there.has(id));
  return next === undefined ? nothingSelected : { focused: next, anchor: next, selected: new Set([next]) };
}
