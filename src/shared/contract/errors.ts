// The one error of the lab: what crosses every channel, what every screen and the command line show.
// Not a class hierarchy: the code tells kinds apart, the message tells the person what to do.

/** Stable names of what can go wrong. A code is part of the contract: add, do not rename. */
export const labErrorCodes = [
  'invalid-argument', // a value from the page or from disk is not what the contract says
  'unknown-method', // the service or method does not exist
  'too-large', // a message, file or recording over its limit
  'not-found', // a project, clip, run or file that is not there
  'already-exists', // a name that is taken
  'bad-audio', // a file that is not audio the lab can read, or holds no sound
  'bad-score', // a tune file the lab cannot read, or that holds no notes it could use
  'bad-data', // a dataset or project that cannot be trained or evaluated as it is
  'bad-model', // a model folder with a missing, altered or unknown part
  'feature-mismatch', // features made with another configuration than the model's
  'library-locked', // another process writes this library
  'disk-full', // no room left
  'disk-denied', // read-only or not permitted
  'busy', // the same thing is already under way
  'aborted', // stopped on request
  'engine-lost', // the engine process ended or the connection broke while the call was under way
  'diverged', // the loss became NaN or infinite
  'unsupported', // not available on this machine or in this build
  'internal', // a defect: should not happen
] as const;

/** One of {@link labErrorCodes}. */
export type LabErrorCode = (typeof labErrorCodes)[number];

/** An error as data: what a channel carries. */
export interface LabErrorData {
  readonly code: LabErrorCode;
  /** What was expected, what came, and what to do: a sentence for a person. */
  readonly message: string;
  /** Values for programs, e.g. `{ path, expected, got }`. Structured-cloneable. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The error every service rejects with. */
export class LabError extends Error implements LabErrorData {
  readonly code: LabErrorCode;
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(code: LabErrorCode, message: string, details?: Readonly<Record<string, unknown>>) {
    super(message);
    this.name = 'LabError';
    this.code = code;
    this.details = details;
  }
}

/**
 * Turns anything thrown into the data form.
 * @returns `error` itself when it is a LabError; `disk-full`, `disk-denied` or `not-found` for the system's own
 *   codes (ENOSPC, EDQUOT; EACCES, EPERM, EROFS; ENOENT); `aborted` for an AbortError; else `internal`.
 */
export function toLabErrorData(error: unknown): LabErrorData {
  if (error instanceof LabError) return { code: error.code, message: error.message, details: error.details };
  const { code, name, message, path } = (error ?? {}) as Record<string, unknown>;
  const where = typeof path === 'string' ? ` (${path})` : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'disk-full',
      message: `The disk is full${where}. Free some space, then try again; nothing that was saved is lost.`,
    };
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return {
      code: 'disk-denied',
      message: `Earshot may not write here${where}. Choose a folder you can write to (EARSHOT_HOME names the library).`,
    };
  }
  if (code === 'ENOENT') return { code: 'not-found', message: `No such file or folder${where}.` };
  if (name === 'AbortError') return { code: 'aborted', message: 'Stopped.' };
  return {
    code: 'internal',
    message: typeof message === 'string' && message !== '' ? message : String(error),
  };
}

/** The inverse of {@link toLabErrorData}: a throwable from its data. */
export function fromLabErrorData(data: LabErrorData): LabError {
  return new LabError(data.code, data.message, data.details);
}
