// Which screen is shown, told by the address after the hash: #/train?run=... works for links, back and reload.
// No router library: nine screens, no nesting.

import { useSyncExternalStore } from 'react';

export const screenNames = [
  'words',
  'record',
  'train',
  'test',
  'live',
  'tunes',
  'generators',
  'compose',
  'settings',
] as const;
export type ScreenName = (typeof screenNames)[number];

export interface Route {
  readonly screen: ScreenName;
  readonly parameters: Readonly<Record<string, string>>;
}

const isScreen = (name: string): name is ScreenName => (screenNames as readonly string[]).includes(name);

/** @param hash of the address, e.g. `#/words?clip=a1`; anything unknown is Words */
export function parseRoute(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  return {
    screen: isScreen(path) ? path : 'words',
    parameters: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** @returns the address of a screen for a link's `href` */
export function hrefOf(screen: ScreenName, parameters: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `#/${screen}${query === '' ? '' : `?${query}`}`;
}

export function navigate(screen: ScreenName, parameters?: Readonly<Record<string, string>>): void {
  window.location.hash = hrefOf(screen, parameters);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

let last: { readonly hash: string; readonly route: Route } = { hash: '', route: parseRoute('') };

function currentRoute(): Route {
  const { hash } = window.location;
  if (hash !== last.hash) last = { hash, route: parseRoute(hash) };
  return last.route;
}

export function useRoute(): Route {
  return useSyncExternalStore(subscribe, currentRoute);
}
