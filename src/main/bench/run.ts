// The benchmark from its arguments to its report. Not the process around it: main.ts.

import * as tf from '@tensorflow/tfjs';
import { recognizerNames } from '../../shared/contract/training';
import { defaultFeatureConfig } from '../../shared/contract/features';
import { frameCount } from '../../shared/dsp';
import { spawnSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import type { BenchBackend } from './backends';
import { findBackends } from './backends';
import { createModel, createRecognizerStep, recognizerShape } from './models';
import type { BenchOptions } from './options';
import { modelNames } from './options';
import { timePeer } from './peer';
import { profileSteps } from './profile';
import type { BackendRecord, BenchReport } from './report';
import { measureCeiling, timeFeatures, timeInference, timeToken } from './smallWork';
import { time } from './timing';

type Tell = (line: string) => void;

const recordOf = ({ name, threads, instructionSet }: BenchBackend): BackendRecord => ({
  backend: name,
  threads,
  instructionSet,
});

function emptyReport(): BenchReport {
  return {
    cpu: cpus()[0]?.model ?? 'unknown processor',
    node: process.versions.node,
    load: loadavg()[0],
    steps: [],
    peer: [],
    recognizers: [],
    inference: [],
    token: [],
    ceiling: [],
    features: [],
    memory: [],
    profile: [],
    missing: [],
    notes: [],
  };
}

async function timeBackend(
  backend: BenchBackend,
  options: BenchOptions,
  report: BenchReport,
  tell: Tell,
): Promise<void> {
  const record = recordOf(backend);
  const seconds = options.seconds;
  await tf.setBackend(backend.registered);
  report.ceiling.push({ ...record, gflops: measureCeiling(Math.min(1, seconds / 2)) });
  for (const name of options.models) {
    tell(`${name} on ${backend.registered}`);
    const model = createModel(name);
    const limits = backend.slow ? { seconds: 0, warmUps: 1 } : { seconds };
    const timing = time(model.step, limits);
    report.steps.push({ model: name, ...record, ...timing, gflops: (1000 * model.gflop) / timing.medianMs });
    if (options.profile) report.profile.push({ model: name, ...record, ...profileSteps(model) });
    model.dispose();
  }
  if (options.models.includes('A')) report.inference.push({ ...record, ...timeInference(seconds / 4) });
  if (options.models.length === modelNames.length) timeRecognizers(backend, seconds / 4, report);
  if (options.models.includes('B')) report.token.push({ ...record, ...timeToken(seconds / 4) });
}

/** A step of every preset, at the lab's default features. */
function timeRecognizers(backend: BenchBackend, seconds: number, report: BenchReport): void {
  const { coefficients } = defaultFeatureConfig;
  const size = { ...recognizerShape, frames: frameCount(defaultFeatureConfig), coefficients };
  const limits = backend.slow ? { seconds: 0, warmUps: 1 } : { seconds, warmUps: 10 };
  for (const recognizer of recognizerNames) {
    const model = createRecognizerStep(recognizer, size);
    const { medianMs, minMs } = time(model.step, limits);
    report.recognizers.push({ recognizer, ...recordOf(backend), medianMs, minMs });
    model.dispose();
  }
}

/** One backend that fails takes nothing from the others: what it was about is noted. */
async function timeOrNote(
  backend: BenchBackend,
  options: BenchOptions,
  report: BenchReport,
  tell: Tell,
): Promise<void> {
  try {
    await timeBackend(backend, options, report, tell);
  } catch (error) {
    report.notes.push(`${backend.name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** PyTorch at the models and numbers of threads asked for, with as many steps as the lab's backends had time for. */
function timePeers({ models, threads, seconds }: BenchOptions, report: BenchReport, tell: Tell): void {
  for (const model of models) {
    for (const count of threads) {
      tell(`${model} on PyTorch, ${count} threads`);
      const timing = timePeer(model, count, Math.ceil(seconds * (model === 'B' ? 4 : 8)));
      if (typeof timing === 'string') {
        report.notes.push(timing);
        return;
      }
      report.peer.push(timing);
    }
  }
}

/** Most memory of a process that does nothing but train A: a process of its own, because it is a maximum over its life. */
function measureMemory(backend: BenchBackend, { instructionSet }: BenchOptions, program: string): number {
  const args = [program, '--memory-of', backend.name, '--threads', String(backend.threads)];
  if (instructionSet) args.push('--isa', instructionSet);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout.trim());
}

/** Trains A for some steps; the most memory this process has had, megabytes. */
export async function trainForMemory(options: BenchOptions): Promise<number> {
  const { found } = await findBackends({ ...options, backends: [options.memoryOf ?? ''] });
  await tf.setBackend(found[0].registered);
  const model = createModel('A');
  for (let i = 0; i < 60; i++) model.step();
  model.dispose();
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/**
 * Runs what `options` ask for.
 * @param program path of the program, to start it anew for the measurement of memory
 * @param tell hears what is being measured
 */
export async function runBench(options: BenchOptions, program: string, tell: Tell): Promise<BenchReport> {
  tf.enableProdMode();
  const report = emptyReport();
  const { found, missing } = await findBackends(options);
  report.missing.push(...missing);
  for (const backend of found) await timeOrNote(backend, options, report, tell);
  if (options.peer) timePeers(options, report, tell);
  tell('features');
  const { meyda, fast } = timeFeatures(options.seconds / 4);
  report.features.push({ extractor: 'meyda', ...meyda }, { extractor: 'fast', ...fast });
  const largest = found.filter(({ slow }) => !slow);
  for (const backend of options.models.includes('A') ? largest : []) {
    if (backend.threads !== Math.max(...options.threads)) continue;
    tell(`memory of ${backend.registered}`);
    report.memory.push({ ...recordOf(backend), peakMegabytes: measureMemory(backend, options, program) });
  }
  return report;
}
