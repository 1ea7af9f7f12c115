// Leaves a note in the library's folder about the server that runs, so that a second start can give its link.
// Not a lock: who may write the library is the engine's to decide.

import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { STATUS_PATH } from '../../shared/rpc/handshake';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly token: string;
}

const noteOf = (home: string) => join(home, 'browser-host.json');

/** Writes the note, readable by this person only. */
export async function leaveNote(home: string, server: RunningServer): Promise<void> {
  await mkdir(home, { recursive: true });
  await rm(noteOf(home), { force: true });
  await writeFile(noteOf(home), `${JSON.stringify(server)}\n`, { mode: 0o600, flag: 'wx' });
}

/** Removes the note where it is still ours. */
export async function removeNote(home: string, { token }: RunningServer): Promise<void> {
  const note = await readNote(home);
  if (note?.token === token) await rm(noteOf(home), { force: true });
}

async function readNote(home: string): Promise<RunningServer | null> {
  try {
    const { pid, port, token } = JSON.parse(await readFile(noteOf(home), 'utf8')) as RunningServer;
    const sound = Number.isInteger(port) && typeof token === 'string';
    return sound ? { pid, port, token } : null;
  } catch {
    return null;
  }
}

/**
 * The server that has this library open, where it answers.
 * @returns null where there is none, or a note of one that is gone
 */
export async function findRunningServer(home: string): Promise<RunningServer | null> {
  const note = await readNote(home);
  if (note === null) return null;
  try {
    const answer = await fetch(`http://127.0.0.1:${note.port}${STATUS_PATH}`, {
      headers: { authorization: `Bearer ${note.token}` },
      signal: AbortSignal.timeout(2000),
    });
    return answer.ok ? note : null;
  } catch {
    return null;
  }
}
