// PyTorch's time for the same steps, where Debian's python3-torch is installed. Not the script itself:
// scripts/bench/torch_step.py.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelName } from './options';

export interface PeerTiming {
  readonly model: ModelName;
  readonly peer: 'torch';
  readonly version: string;
  readonly threads: number;
  readonly medianMs: number;
  readonly minMs: number;
}

const script = join('scripts', 'bench', 'torch_step.py');
const python = '/usr/bin/python3';

function findScript(): string {
  for (
    let folder = dirname(fileURLToPath(import.meta.url));
    folder !== dirname(folder);
    folder = dirname(folder)
  )
    if (existsSync(join(folder, script))) return join(folder, script);
  throw new Error(`${script} is missing`);
}

/** The folder of OpenBLAS with OpenMP: with Debian's default threads PyTorch is four times slower, which were unfair. */
function openblasFolder(): string | null {
  const listed = spawnSync('dpkg', ['-L', 'libopenblas0-openmp'], { encoding: 'utf8' });
  const library = listed.stdout?.split('\n').find((line) => line.endsWith('/libopenblas.so.0'));
  return library ? dirname(library) : null;
}

/** Times one model; a sentence where it cannot. */
export function timePeer(model: ModelName, threads: number, steps: number): PeerTiming | string {
  const folder = openblasFolder();
  if (!folder) return 'PyTorch: libopenblas0-openmp is not installed (apt-get install it and python3-torch)';
  const env = { ...process.env, OMP_NUM_THREADS: String(threads), LD_LIBRARY_PATH: folder };
  const args = [findScript(), model, String(threads), String(steps)];
  const { status, stdout, stderr, error } = spawnSync(python, args, { env, encoding: 'utf8' });
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as PeerTiming;
  const last = (stderr ?? '').trim().split('\n').at(-1);
  return `PyTorch did not run: ${error?.message ?? last ?? 'no reason given'}`;
}
