// The backends that are timed: the lab's own with each number of threads asked for, and the others that are there.

import type { BackendCandidate } from '../engine/backend/candidate';
import { cpuBackend } from '../engine/backend/cpuBackend';
import { loadNativeRunner } from '../engine/backend/earshot/nativeRunner';
import { registerEarshot } from '../engine/backend/earshot/register';
import { loadWasmRunner } from '../engine/backend/earshot/wasmRunner';
import { createTensorflowBackend } from '../engine/backend/tensorflowBackend';
import { wasmBackend } from '../engine/backend/wasmBackend';
import type { BenchOptions } from './options';

export interface BenchBackend {
  /** As the lab calls it. */
  readonly name: string;
  /** As TensorFlow.js calls it here: one for each number of threads. */
  readonly registered: string;
  readonly threads: number;
  readonly instructionSet: string;
  /** Whether only a few steps are worth the wait. */
  readonly slow: boolean;
}

export interface MissingBackend {
  readonly name: string;
  readonly reason: string;
}

export interface FoundBackends {
  readonly found: readonly BenchBackend[];
  readonly missing: readonly MissingBackend[];
}

type Load = ReturnType<typeof loadNativeRunner>;

function register(name: string, load: Load): BenchBackend | MissingBackend {
  if ('reason' in load) return { name, reason: load.reason };
  const { threads, instructionSet } = load.runner;
  const registered = `${name}/${threads}`;
  registerEarshot(registered, load.runner);
  return { name, registered, threads, instructionSet, slow: false };
}

async function probe(candidate: BackendCandidate): Promise<BenchBackend | MissingBackend> {
  const { name } = candidate;
  const { available, reason, threads } = await candidate.probe();
  if (!available) return { name, reason };
  return { name, registered: name, threads, instructionSet: '', slow: name === 'wasm' };
}

/** Finds and registers those asked for. */
export async function findBackends(options: BenchOptions): Promise<FoundBackends> {
  const { backends, threads, instructionSet } = options;
  const isWanted = (name: string) => backends.length === 0 || backends.includes(name);
  const all: (BenchBackend | MissingBackend)[] = [];
  const native = (count: number) => register('earshot-native', loadNativeRunner(count, instructionSet));
  const wasm = (count: number) => register('earshot-wasm', loadWasmRunner(count));
  if (isWanted('earshot-native')) all.push(...threads.map(native));
  if (isWanted('earshot-wasm')) all.push(...threads.map(wasm));
  for (const candidate of [createTensorflowBackend(), wasmBackend]) {
    if (isWanted(candidate.name)) all.push(await probe(candidate));
  }
  if (backends.includes('cpu')) all.push({ ...(await probe(cpuBackend)), slow: true });
  else if (isWanted('cpu')) {
    all.push({ name: 'cpu', reason: 'left out: 12 s a step of A, 42 s of B; --backends cpu times it' });
  }
  const isThere = (each: BenchBackend | MissingBackend): each is BenchBackend => 'registered' in each;
  return {
    found: all.filter(isThere),
    missing: all.filter((each): each is MissingBackend => !isThere(each)),
  };
}
