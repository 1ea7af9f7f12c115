// A run in words: its state, its name, how long it took.
// Not its numbers: the table formats those.

import type { RecognizerRun, RunStatus } from '../../../shared/contract/training';

/** What each state of a run means, in one word for the table. */
export const statusWords: Readonly<Record<RunStatus, string>> = {
  running: 'training',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
  interrupted: 'interrupted',
};

/** Beside the word, never instead of it. */
export const statusColors: Readonly<Record<RunStatus, string>> = {
  running: 'var(--mantine-color-blue-filled)',
  finished: 'var(--mantine-primary-color-filled)',
  stopped: 'var(--text-soft)',
  failed: 'var(--mantine-color-red-filled)',
  interrupted: 'var(--mantine-color-orange-filled)',
};

/** Seconds from start to end; null while it runs or where the record has no end. */
export function runSeconds({ startedAt, endedAt }: Pick<RecognizerRun, 'startedAt' | 'endedAt'>): number | null {
  if (endedAt === null) return null;
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}

/** `22 Nov, 14:05`, in the person's own time zone. */
export function startedWords(startedAt: string): string {
  const date = new Date(startedAt);
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  return `${day}, ${time}`;
}

/** A run as one line in a choice: `conv-bilstm-small · 22 Nov, 14:05 · 96.1 % validation`. */
export function runTitle(run: RecognizerRun): string {
  const accuracy =
    run.best === null || !Number.isFinite(run.best.validationAccuracy) ? null : run.best.validationAccuracy;
  const score = accuracy === null ? statusWords[run.status] : `${(accuracy * 100).toFixed(1)} % validation`;
  return `${run.config.recognizer} · ${startedWords(run.startedAt)} · ${score}`;
}
