// The threads of the WASM kernels: worker threads that share one memory with this one, run every phase of an operation
// on their share of it and wait at a barrier between two.

import { Worker } from 'node:worker_threads';
import type { WasmMemory } from './wasmMemory';

export interface KernelExports {
  readonly phases: (operation: number) => number;
  readonly run: (operation: number, phase: number, call: number, thread: number, threads: number) => void;
  readonly lanes: () => number;
  readonly panel: () => number;
  readonly __stack_pointer: WebAssembly.Global;
  readonly __heap_base: WebAssembly.Global;
}

/** Words of the control block, shared by all threads. */
export const control = { job: 0, operation: 1, call: 2, arrived: 3, round: 4, length: 8 } as const;

export interface ThreadSetup {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Byte address of the control block. */
  readonly control: number;
  /** Top of this thread's stack. */
  readonly stack: number;
  readonly thread: number;
  readonly threads: number;
}

const STACK_FLOATS = 16384;
const SPINS = 2000;

/**
 * What a worker runs. It travels as source text, so it reaches for nothing outside itself: a file of its own would have
 * to be found from the sources, from the bundle and from a packaged app alike.
 */
function workerMain(require: (name: string) => { workerData: ThreadSetup }): void {
  const { workerData } = require('node:worker_threads');
  const { module, memory, stack, thread, threads } = workerData;
  const [JOB, OPERATION, CALL, ARRIVED, ROUND] = [0, 1, 2, 3, 4];
  const words = new Int32Array(memory.buffer, workerData.control, 8);
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
  kernels.__stack_pointer.value = stack;
  const wait = (index: number, value: number): number => {
    for (let spins = 0; spins < 2000; spins++) if (Atomics.load(words, index) !== value) break;
    while (Atomics.load(words, index) === value) Atomics.wait(words, index, value);
    return Atomics.load(words, index);
  };
  for (let job = 0; ; ) {
    // The next job may stand there before this thread has left the last one's barrier: what it saw, not what is there.
    job = wait(JOB, job);
    const operation = words[OPERATION];
    for (let phase = 0; phase < kernels.phases(operation); phase++) {
      const round = Atomics.load(words, ROUND);
      kernels.run(operation, phase, words[CALL], thread, threads);
      if (Atomics.add(words, ARRIVED, 1) + 1 === threads) {
        Atomics.store(words, ARRIVED, 0);
        Atomics.add(words, ROUND, 1);
        Atomics.notify(words, ROUND);
      } else {
        wait(ROUND, round);
      }
    }
  }
}

export interface KernelThreads {
  readonly threads: number;
  /** Runs an operation on all threads, this one among them. @param call byte address of the call block */
  run(operation: number, call: number): void;
}

/** Starts `threads - 1` workers beside this thread; they do not keep the process alive. */
export function startKernelThreads(
  module: WebAssembly.Module,
  kernels: KernelExports,
  { memory, allocate }: WasmMemory,
  threads: number,
): KernelThreads {
  const block = allocate(control.length);
  const words = new Int32Array(memory.buffer, block.byteOffset, control.length).fill(0);
  for (let thread = 1; thread < threads; thread++) {
    const stack = allocate(STACK_FLOATS);
    const setup: ThreadSetup = {
      module,
      memory,
      control: block.byteOffset,
      stack: stack.byteOffset + stack.byteLength,
      thread,
      threads,
    };
    new Worker(`(${workerMain.toString()})(require)`, {
      eval: true,
      workerData: setup,
      execArgv: [],
    }).unref();
  }
  return { threads, run: (operation, call) => runOnAll(words, kernels, threads, operation, call) };
}

function waitForRound(words: Int32Array, round: number): void {
  for (let spins = 0; spins < SPINS; spins++) if (Atomics.load(words, control.round) !== round) return;
  while (Atomics.load(words, control.round) === round) Atomics.wait(words, control.round, round);
}

function runOnAll(
  words: Int32Array,
  kernels: KernelExports,
  threads: number,
  operation: number,
  call: number,
): void {
  if (threads > 1) {
    words[control.operation] = operation;
    words[control.call] = call;
    Atomics.add(words, control.job, 1);
    Atomics.notify(words, control.job);
  }
  for (let phase = 0; phase < kernels.phases(operation); phase++) {
    const round = Atomics.load(words, control.round);
    kernels.run(operation, phase, call, 0, threads);
    if (threads === 1) continue;
    if (Atomics.add(words, control.arrived, 1) + 1 === threads) {
      Atomics.store(words, control.arrived, 0);
      Atomics.add(words, control.round, 1);
      Atomics.notify(words, control.round);
    } else {
      waitForRound(words, round);
    }
  }
}
