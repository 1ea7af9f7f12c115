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
const control = {
  job: 0,
  operation: 1,
  call: 2,
  arrived: 3,
  round: 4,
  ready: 5,
  failed: 6,
  length: 16,
} as const;

interface ThreadSetup {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Byte address of the control block. */
  readonly block: number;
  /** Top of this thread's stack. */
  readonly stack: number;
  readonly thread: number;
  readonly threads: number;
  readonly control: typeof control;
  readonly spins: number;
}

const STACK_FLOATS = 16384;
/** Looks at a word before a thread sleeps on it: about a tenth of a millisecond, the next kernel is mostly near. */
const SPINS = 20_000;
/** What a worker may take to start; a busy machine needs a tenth of a second. */
const START_LIMIT_MS = 10_000;

/**
 * What a worker runs. It travels as source text, so it reaches for nothing outside itself: a file of its own would have
 * to be found from the sources, from the bundle and from a packaged app alike.
 */
function workerMain(require: (name: string) => { workerData: ThreadSetup }): void {
  const { module, memory, stack, thread, threads, control, spins, block } =
    require('node:worker_threads').workerData;
  const words = new Int32Array(memory.buffer, block, control.length);
  const kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as KernelExports;
  kernels.__stack_pointer.value = stack;
  const wait = (index: number, value: number): number => {
    for (let spin = 0; spin < spins; spin++) if (Atomics.load(words, index) !== value) break;
    while (Atomics.load(words, index) === value) Atomics.wait(words, index, value);
    return Atomics.load(words, index);
  };
  const runPhase = (phase: number): void => {
    try {
      kernels.run(words[control.operation], phase, words[control.call], thread, threads);
    } catch {
      Atomics.store(words, control.failed, 1);
    }
  };
  Atomics.add(words, control.ready, 1);
  Atomics.notify(words, control.ready);
  for (let job = 0; ;) {
    // The next job may stand there before this thread has left the last one's barrier: what it saw, not what is there.
    job = wait(control.job, job);
    const phases = kernels.phases(words[control.operation]);
    for (let phase = 0; phase < phases; phase++) {
      const round = Atomics.load(words, control.round);
      runPhase(phase);
      if (Atomics.add(words, control.arrived, 1) + 1 === threads) {
        Atomics.store(words, control.arrived, 0);
        Atomics.add(words, control.round, 1);
        Atomics.notify(words, control.round);
      } else {
        wait(control.round, round);
      }
    }
  }
}

export interface KernelThreads {
  /** Shares that work is cut into. */
  readonly threads: number;
  /**
   * Runs an operation on all threads, this one among them.
   * @param call byte address of the call block
   * @throws Error where a kernel left its memory
   */
  run(operation: number, call: number): void;
  close(): void;
}

/**
 * Threads for the kernels: `threads - 1` workers beside this thread, started with the first operation. Where they do not
 * start, this thread does every share in turn: slower, the same results.
 */
export function createKernelThreads(
  module: WebAssembly.Module,
  kernels: KernelExports,
  memory: WasmMemory,
  threads: number,
): KernelThreads {
  let workers: readonly Worker[] | null = null;
  const block = memory.allocate(control.length);
  const words = new Int32Array(block.buffer, block.byteOffset, control.length).fill(0);
  const close = () => workers?.forEach((worker) => void worker.terminate());
  return {
    threads,
    run(operation, call) {
      workers ??= startWorkers(module, memory, words, threads);
      if (workers.length > 0) runTogether(words, kernels, threads, operation, call);
      else runAlone(kernels, threads, operation, call);
    },
    close() {
      close();
      workers = [];
    },
  };
}

/** Starts them and waits until they stand ready; they do not keep the process alive. Empty where they do not start. */
function startWorkers(
  module: WebAssembly.Module,
  memory: WasmMemory,
  words: Int32Array,
  threads: number,
): readonly Worker[] {
  const workers = Array.from({ length: threads - 1 }, (_, i) => {
    const stack = memory.allocate(STACK_FLOATS);
    const setup: ThreadSetup = {
      module,
      memory: memory.memory,
      block: words.byteOffset,
      stack: stack.byteOffset + stack.byteLength,
      thread: i + 1,
      threads,
      control,
      spins: SPINS,
    };
    const worker = new Worker(`(${workerMain.toString()})(require)`, {
      eval: true,
      workerData: setup,
      execArgv: [],
    });
    worker.unref();
    return worker;
  });
  const deadline = performance.now() + START_LIMIT_MS;
  for (;;) {
    const ready = Atomics.load(words, control.ready);
    const left = deadline - performance.now();
    if (ready === workers.length) return workers;
    if (left <= 0) break;
    Atomics.wait(words, control.ready, ready, left);
  }
  workers.forEach((worker) => void worker.terminate());
  return [];
}

/** Every thread's share one after the other: the same sums in the same order, so the same bits. */
function runAlone(kernels: KernelExports, threads: number, operation: number, call: number): void {
  const phases = kernels.phases(operation);
  for (let phase = 0; phase < phases; phase++) {
    for (let thread = 0; thread < threads; thread++) kernels.run(operation, phase, call, thread, threads);
  }
}

function waitForRound(words: Int32Array, round: number): void {
  for (let spins = 0; spins < SPINS; spins++) if (Atomics.load(words, control.round) !== round) return;
  while (Atomics.load(words, control.round) === round) Atomics.wait(words, control.round, round);
}

function runTogether(
  words: Int32Array,
  kernels: KernelExports,
  threads: number,
  operation: number,
  call: number,
): void {
  words[control.operation] = operation;
  words[control.call] = call;
  Atomics.add(words, control.job, 1);
  Atomics.notify(words, control.job);
  const phases = kernels.phases(operation);
  let failure: unknown = null;
  for (let phase = 0; phase < phases; phase++) {
    const round = Atomics.load(words, control.round);
    try {
      kernels.run(operation, phase, call, 0, threads);
    } catch (error) {
      failure = error;
    }
    if (Atomics.add(words, control.arrived, 1) + 1 === threads) {
      Atomics.store(words, control.arrived, 0);
      Atomics.add(words, control.round, 1);
      Atomics.notify(words, control.round);
    } else {
      waitForRound(words, round);
    }
  }
  if (failure || Atomics.exchange(words, control.failed, 0)) {
    throw new Error(
      `operation ${operation} left the memory of its kernels: ${String(failure ?? 'in a worker')}`,
    );
  }
}
