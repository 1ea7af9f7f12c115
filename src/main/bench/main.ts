// Entry of the benchmark, out/main/bench.js: the process around ./run. Nothing is measured here.

import { fileURLToPath } from 'node:url';
import type { BenchOptions } from './options';
import { readOptions, usage } from './options';
import { describeReport } from './report';
import { runBench, trainForMemory } from './run';

function optionsOrExit(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}\n`);
    process.exit(2);
  }
}

const options = optionsOrExit();
if (options.memoryOf) {
  process.stdout.write(`${await trainForMemory(options)}\n`);
} else {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const report = await runBench(options, fileURLToPath(import.meta.url), tell);
  (options.json ? process.stderr : process.stdout).write(`\n${describeReport(report)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`);
}
// Threads of WebAssembly keep a process alive; what was written is given time to leave.
process.stdout.write('', () => process.stderr.write('', () => process.exit(0)));
