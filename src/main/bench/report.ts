// What a run of the benchmark found, as records and as tables for a person. Not the measuring.

import type { MissingBackend } from './backends';
import type { ModelName } from './options';
import type { PeerTiming } from './peer';
import type { RecognizerName } from '../../shared/contract/training';

export interface BackendRecord {
  readonly backend: string;
  readonly threads: number;
  readonly instructionSet: string;
}

export interface StepRecord extends BackendRecord {
  readonly model: ModelName;
  readonly medianMs: number;
  readonly minMs: number;
  readonly repetitions: number;
  /** At the median. */
  readonly gflops: number;
}

export interface ShortRecord extends BackendRecord {
  readonly medianMs: number;
  readonly minMs: number;
}

/** A training step of a recognizer on the lab's default features, batch 32. */
export interface RecognizerRecord extends ShortRecord {
  readonly recognizer: RecognizerName;
}

export interface CeilingRecord extends BackendRecord {
  readonly gflops: number;
}

/** Milliseconds of one step, by TensorFlow.js kernel. */
export interface ProfileRecord extends BackendRecord {
  readonly model: ModelName;
  readonly stepMs: number;
  readonly kernels: readonly { readonly name: string; readonly calls: number; readonly ms: number }[];
}

export interface BenchReport {
  readonly cpu: string;
  readonly node: string;
  /** Load average over the last minute before the run: above the number of cores, figures are too high. */
  readonly load: number;
  readonly steps: StepRecord[];
  readonly peer: PeerTiming[];
  readonly recognizers: RecognizerRecord[];
  /** Live recognition: one window through A. */
  readonly inference: ShortRecord[];
  /** One token through B's net. */
  readonly token: ShortRecord[];
  /** Best product of two matrices of 1024 x 1024. */
  readonly ceiling: CeilingRecord[];
  /** Per second of sound. */
  readonly features: {
    readonly extractor: 'meyda' | 'fast';
    readonly medianMs: number;
    readonly minMs: number;
  }[];
  readonly memory: (BackendRecord & { readonly peakMegabytes: number })[];
  readonly profile: ProfileRecord[];
  readonly missing: MissingBackend[];
  readonly notes: string[];
}

const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, i) => Math.max(...[header, ...rows].map((row) => row[i].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
  return [header, ...rows].map(line).join('\n');
}

const nameOf = ({ backend, instructionSet }: BackendRecord): string =>
  instructionSet ? `${backend} (${instructionSet})` : backend;

function ratioOf(step: StepRecord, peers: readonly PeerTiming[]): string {
  const peer = peers.find(({ model, threads }) => model === step.model && threads === step.threads);
  return peer ? round(step.medianMs / peer.medianMs) : '';
}

function stepsTable({ steps, peer, ceiling }: BenchReport): string {
  const rows = steps.map((step) => {
    const best = ceiling.find((each) => each.backend === step.backend && each.threads === step.threads);
    return [
      `${step.model}  ${nameOf(step)}`,
      String(step.threads),
      round(step.medianMs),
      round(step.minMs),
      round(step.gflops),
      best ? round(best.gflops) : '',
      ratioOf(step, peer),
    ];
  });
  const peers = peer.map((each) => [
    `${each.model}  PyTorch ${each.version}`,
    String(each.threads),
    round(each.medianMs),
    round(each.minMs),
    '',
    '',
    '',
  ]);
  const header = ['step', 'threads', 'median ms', 'min ms', 'GFLOP/s', 'matmul GFLOP/s', 'to PyTorch'];
  return table(header, [...rows, ...peers]);
}

function shortTable(title: string, records: readonly ShortRecord[]): string {
  const rows = records.map((each) => [
    nameOf(each),
    String(each.threads),
    round(each.medianMs),
    round(each.minMs),
  ]);
  return table([title, 'threads', 'median ms', 'min ms'], rows);
}

/** A row a recognizer, a column a backend. */
function recognizersTable(records: readonly RecognizerRecord[]): string {
  const columnOf = (each: BackendRecord) => `${each.backend}/${each.threads}`;
  const columns = [...new Set(records.map(columnOf))];
  const rows = [...new Set(records.map(({ recognizer }) => recognizer))].map((recognizer) => {
    const cells = columns.map((column) => {
      const found = records.find((each) => each.recognizer === recognizer && columnOf(each) === column);
      return found ? `${round(found.medianMs)} (${round(found.minMs)})` : '';
    });
    return [recognizer, ...cells];
  });
  return table(['step of a preset, median (min) ms', ...columns], rows);
}

function profileTable({ model, stepMs, kernels, ...backend }: ProfileRecord): string {
  const inKernels = kernels.reduce((sum, { ms }) => sum + ms, 0);
  const rows = kernels.map(({ name, calls, ms }) => [name, String(calls), ms.toFixed(2)]);
  rows.push(['between kernels', '', (stepMs - inKernels).toFixed(2)], ['step', '', stepMs.toFixed(2)]);
  return table([`${model}  ${nameOf(backend)}, ${backend.threads} threads`, 'calls', 'ms'], rows);
}

/** The whole report for a person. */
export function describeReport(report: BenchReport): string {
  const { features, memory, missing, notes, profile } = report;
  const parts = [`${report.cpu}, Node ${report.node}, load ${report.load.toFixed(1)}`];
  if (report.steps.length > 0) parts.push(stepsTable(report));
  if (report.recognizers.length > 0) parts.push(recognizersTable(report.recognizers));
  if (report.inference.length > 0) parts.push(shortTable('one window through A', report.inference));
  if (report.token.length > 0) parts.push(shortTable("one token through B's net", report.token));
  if (features.length > 0) {
    const rows = features.map((each) => [each.extractor, each.medianMs.toFixed(2), each.minMs.toFixed(2)]);
    parts.push(table(['features of one second', 'median ms', 'min ms'], rows));
  }
  parts.push(...profile.map(profileTable));
  parts.push(...memory.map((each) => `peak memory training A, ${nameOf(each)}: ${each.peakMegabytes} MB`));
  parts.push(...missing.map(({ name, reason }) => `${name}: ${reason}`), ...notes);
  return parts.join('\n\n');
}
