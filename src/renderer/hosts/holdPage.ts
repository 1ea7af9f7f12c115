// Has the browser ask before the page is left while something would be lost by it: an import, a take on its way to disk.
// Not for the desktop window, which would refuse to close without saying why.

import { isDesktop } from './desktopHost';

/** @returns how to let the page go again */
export function holdPage(): () => void {
  const page = globalThis.window;
  if (page === undefined || isDesktop(page.location.protocol)) return () => undefined;
  const ask = (event: Event) => event.preventDefault();
  page.addEventListener('beforeunload', ask);
  return () => page.removeEventListener('beforeunload', ask);
}
