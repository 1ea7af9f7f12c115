// The browser host as a command: one line with the link on stdout, the browser opened, Ctrl+C ends it in order.
// Not the server: ./serve.

import { LabError, toLabErrorData } from '../../shared/contract/errors';
import { openBrowser } from './openBrowser';
import { serve, type ServedLab, type ServeOptions } from './serve';

export interface RunOptions extends ServeOptions {
  /** Whether to open the system's browser. */
  readonly open: boolean;
}

/**
 * Serves until it is told to end.
 * @returns the exit code: 0 ended on request, 1 could not start (said on stderr)
 */
export async function runBrowserHost(options: RunOptions): Promise<0 | 1> {
  let lab: ServedLab;
  try {
    lab = await serve(options);
  } catch (error) {
    return giveUp(error, options.open);
  }
  process.stdout.write(`Earshot is open at ${lab.link}\n`);
  process.stderr.write('Ctrl+C ends it. Work is saved as you go.\n');
  if (options.open && !(await openBrowser(lab.link))) {
    process.stderr.write('No browser could be opened from here: open the link above yourself.\n');
  }
  await askedToEnd();
  await lab.close();
  return 0;
}

/** The library is open already: its link is what the person wants. */
async function giveUp(error: unknown, open: boolean): Promise<1> {
  process.stderr.write(`${toLabErrorData(error).message}\n`);
  const link = error instanceof LabError ? error.details?.link : undefined;
  if (open && typeof link === 'string') await openBrowser(link);
  return 1;
}

/** Resolves at the first SIGINT or SIGTERM; a second one does not wait. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
