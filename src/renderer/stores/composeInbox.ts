// What another screen hands to Compose: a tune to open, or one to go on from. Compose takes it when it is shown.
// Not a queue: the last wish wins.

import { createStore } from 'zustand/vanilla';

export interface ComposeWish {
  /** `open` edits the tune itself; `primer` writes on from it. */
  readonly kind: 'open' | 'primer';
  readonly tuneId: string;
}

export const composeInbox = createStore<{ readonly wish: ComposeWish | null }>(() => ({ wish: null }));

export function handToCompose(wish: ComposeWish): void {
  composeInbox.setState({ wish });
}

/** @returns the wish that waits, which is then taken */
export function takeComposeWish(): ComposeWish | null {
  const { wish } = composeInbox.getState();
  if (wish !== null) composeInbox.setState({ wish: null });
  return wish;
}
