// A run in words: its state, its name, how long it took.
// Not its numbers: the table formats those.

import type { GeneratorConfig } from '../../shared/contract/generators';
import type { Run, RunRecord, RunStatus } from '../../shared/contract/training';
import { cellTitles } from '../../shared/music/describeNetwork';

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
export function runSeconds({ startedAt, endedAt }: Pick<RunRecord, 'startedAt' | 'endedAt'>): number | null {
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

/** What a generator is made of, short: `LSTM 256 + 256, melody`. */
export function generatorName({ cell, units, tokens }: GeneratorConfig): string {
  return `${cellTitles[cell]} ${units.join(' + ')}, ${tokens}`;
}

/** What a run trained: the recognizer's name, the generator's cells. */
export function runName(run: Run): string {
  return run.kind === 'generator' ? generatorName(run.config) : run.config.recognizer;
}

/** A run as one line in a choice: `conv-bilstm-small · 22 Nov, 14:05 · 96.1 % validation`. */
export function runTitle(run: Run): string {
  return `${runName(run)} · ${startedWords(run.startedAt)} · ${scoreWords(run) ?? statusWords[run.status]}`;
}

function scoreWords({ kind, best }: Run): string | null {
  const score = kind === 'generator' ? best?.validationLoss : best?.validationAccuracy;
  if (score === undefined || !Number.isFinite(score)) return null;
  return kind === 'generator'
    ? `${score.toFixed(2)} nats a token`
    : `${(score * 100).toFixed(1)} % validation`;
}
