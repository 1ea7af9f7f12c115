// Where the command line writes: results to stdout, everything said on the way to stderr.
// Not the words: each command finds its own.

/** One command's way to the person and to programs. */
export interface Terminal {
  /** With --json: stdout belongs to one line of JSON at the end. */
  readonly json: boolean;
  /** Something said on the way: stderr. */
  note(text: string): void;
  /** A line that the next one replaces, where stderr is a terminal; else at most one a few seconds. */
  progress(text: string): void;
  /** A result for a person: stdout, silent with --json. */
  print(text: string): void;
  /** The result for a program: the last line of stdout, silent without --json. NaN becomes null. */
  printJson(value: unknown): void;
}

export interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  /** Milliseconds, for the pace of progress lines. */
  readonly now: () => number;
}

const PROGRESS_MS = 5000;
const CLEAR_LINE = '\r\x1b[2K';

/**
 * Makes a terminal over two streams.
 * @param json whether the person asked for --json
 */
export function createTerminal({ stdout, stderr, now }: Streams, json: boolean): Terminal {
  const interactive = stderr.isTTY === true;
  let shown = false;
  let lastProgress = -Infinity;

  function clear(): void {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  }

  return {
    json,
    note(text) {
      clear();
      stderr.write(`${text}\n`);
    },
    progress(text) {
      if (interactive) {
        stderr.write(`${CLEAR_LINE}${text.slice(0, (stderr.columns ?? 80) - 1)}`);
        shown = true;
      } else if (now() - lastProgress >= PROGRESS_MS) {
        lastProgress = now();
        stderr.write(`${text}\n`);
      }
    },
    print(text) {
      clear();
      if (!json) stdout.write(`${text}\n`);
    },
    printJson(value) {
      clear();
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
  };
}
