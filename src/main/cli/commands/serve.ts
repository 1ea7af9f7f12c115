// lab serve: the browser host, as npm start opens it where there is no desktop runtime.
// Not the host itself: src/main/browser.

import { runBrowserHost } from '../../browser/run';
import { openBrowser } from '../../browser/openBrowser';
import { serve as startHost } from '../../browser/serve';
import type { ServeOptions } from '../../browser/serve';
import { libraryHome } from '../../supervisor/places';
import type { Command, CommandContext } from '../context';

export const serve: Command<'serve'> = async ({ options: { port, 'no-open': noOpen, json } }, context) => {
  const { programs, version } = context;
  const options: ServeOptions = { home: libraryHome(), port, programs, version };
  return json ? serveForPrograms(options, !noOpen, context) : runBrowserHost({ ...options, open: !noOpen });
};

/** Says where it serves as JSON, and serves until it is told to end. */
async function serveForPrograms(
  options: ServeOptions,
  open: boolean,
  { terminal, signal }: CommandContext,
): Promise<number> {
  const { link, port, close } = await startHost(options);
  terminal.printJson({ link, port, home: options.home });
  if (open && !(await openBrowser(link))) terminal.note('No browser could be opened from here.');
  await aborted(signal);
  await close();
  return 0;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
