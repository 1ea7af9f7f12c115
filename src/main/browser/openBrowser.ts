// Opens the system's browser at a link, by the system's own means.
// Not a promise that a window appears: the link is printed as well.

import { spawn } from 'node:child_process';

interface Opener {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * How a system opens a link.
 * The link goes as one argument, never through a shell. It is visible in the list of processes while the opener
 * runs: on a computer shared with people one does not trust, start with `--no-open` and paste the link.
 * @returns null where there is no screen to open it on
 */
export function openerOf(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
  link: string,
): Opener | null {
  if (platform === 'darwin') return { command: 'open', args: [link] };
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', link] };
  // Without a screen xdg-open would start a browser inside the terminal.
  const hasScreen = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
  return hasScreen ? { command: 'xdg-open', args: [link] } : null;
}

/**
 * Opens the link.
 * @returns whether something was started that took the link
 */
export function openBrowser(link: string): Promise<boolean> {
  const opener = openerOf(process.platform, process.env, link);
  if (opener === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(opener.command, opener.args, { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    // Some openers stay for as long as the browser does.
    setTimeout(() => resolve(true), 3000).unref();
    child.unref();
  });
}
