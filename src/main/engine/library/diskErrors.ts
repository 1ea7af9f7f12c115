// Says in words what the disk refused, naming the thing that was to be written.
// Not the table of codes for every error: that is toLabErrorData.

import { LabError, toLabErrorData } from '../../../shared/contract/errors';
import { errorCode } from './files';

/** What is meant by codes that the contract's own table does not name. */
const reasons: Readonly<Record<string, readonly ['disk-denied' | 'disk-full' | 'not-found', string]>> = {
  ENOTDIR: ['disk-denied', 'Expected a folder, found a file'],
  EEXIST: ['disk-denied', 'Expected a free name, found something there'],
  EISDIR: ['disk-denied', 'Expected a file, found a folder'],
  EIO: ['disk-denied', 'The disk failed to read or write'],
  EMFILE: ['disk-denied', 'Too many files are open at once'],
  ENFILE: ['disk-denied', 'Too many files are open on this computer'],
  ENAMETOOLONG: ['disk-denied', 'The name is too long for this disk'],
  ELOOP: ['disk-denied', 'The path leads round in a circle of links'],
};

/**
 * Runs disk work and turns the system's errors into the lab's, with what it was about in front.
 * @param what begins the sentence, e.g. `The take of "yes" was not saved`
 * @throws LabError disk-full | disk-denied | not-found | internal; a LabError passes as it is
 */
export async function namingDisk<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw describeDiskError(error, what);
  }
}

/** The LabError for anything thrown by disk work; see {@link namingDisk}. */
export function describeDiskError(error: unknown, what: string): LabError {
  if (error instanceof LabError) return error;
  const path = (error as { path?: unknown } | null)?.path;
  const details = { system: errorCode(error), ...(typeof path === 'string' ? { path } : {}) };
  const reason = reasons[errorCode(error)];
  if (reason) {
    const where = typeof path === 'string' ? ` (${path})` : '';
    return new LabError(
      reason[0],
      `${what}. ${reason[1]}${where}. Move it away or choose another folder.`,
      details,
    );
  }
  const data = toLabErrorData(error);
  return new LabError(data.code, `${what}. ${data.message}`, details);
}
