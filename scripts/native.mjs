// Builds the fused kernels as a Node addon with the system's C compiler: part of `npm install`.
// Its absence costs speed, not function: the same kernels are there as WebAssembly, so this never fails an install.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelSourceHash } from './wasmKernels.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src', 'main', 'engine', 'backend', 'earshot', 'native');
const folder = join(root, 'build', 'native');
const target = join(folder, `earshot-${process.platform}-${process.arch}.node`);
const stampFile = join(folder, `stamp-${process.platform}-${process.arch}`);
const compiler = process.env.CC || 'cc';

/** One object an instruction set; the addon chooses at load. Tiles fit the registers: see gemm.h. */
const instructionSets =
  process.arch === 'x64'
    ? [
        { name: 'avx512', lanes: 16, flags: ['-mavx512f', '-mfma', '-mprefer-vector-width=512'] },
        { name: 'avx2', lanes: 8, flags: ['-mavx2', '-mfma'] },
        { name: 'base', lanes: 4, flags: [] },
      ]
    : [{ name: 'base', lanes: 4, flags: [] }];

const common = ['-O3', '-std=gnu11', '-ffp-contract=fast', '-fno-math-errno', '-fPIC', '-fvisibility=hidden'];

function run(args) {
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? stderr.split('\n').slice(0, 8).join('\n'));
}

function sourceStamp() {
  const hash = createHash('sha256').update(process.version).update(compiler);
  for (const name of [...readdirSync(sources)].sort()) hash.update(readFileSync(join(sources, name)));
  return hash.update(readFileSync(fileURLToPath(import.meta.url))).digest('hex');
}

function build() {
  const headers = createRequire(import.meta.url)('node-api-headers').include_dir;
  const work = join(folder, `work-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    const objects = instructionSets.map(({ name, lanes, flags }) => {
      const object = join(work, `${name}.o`);
      run([
        ...common,
        ...flags,
        `-DLANES=${lanes}`,
        `-DKERNELS=kernels_${name}`,
        '-c',
        join(sources, 'kernels.c'),
        '-o',
        object,
      ]);
      return object;
    });
    const link = process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : ['-lm', '-lpthread'];
    const library = join(work, 'earshot.node');
    const version = `-DKERNEL_SOURCE="${kernelSourceHash()}"`;
    const addon = [`-I${headers}`, version, join(sources, 'addon.c')];
    run([...common, '-shared', ...addon, ...objects, '-o', library, ...link]);
    renameSync(library, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Builds the addon when its sources changed. Says one line where it cannot. */
export function buildNative() {
  if (process.platform === 'win32') {
    process.stderr.write('earshot: no native kernels on Windows yet; WebAssembly is used.\n');
    return;
  }
  const stamp = sourceStamp();
  if (existsSync(target) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  try {
    build();
    writeFileSync(stampFile, stamp);
  } catch (error) {
    const reason = String(error.message).split('\n')[0];
    process.stderr.write(`earshot: native kernels were not built (${reason}); WebAssembly is used.\n`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildNative();
