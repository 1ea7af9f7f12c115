// Builds the fused kernels as WebAssembly with clang: `npm run build:kernels`. The result is committed, because users'
// machines mostly have no clang; `--check` builds it anew and says whether the committed file is what the source gives.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src', 'main', 'engine', 'backend', 'earshot', 'native');
const folder = join(root, 'assets', 'kernels');
const target = join(folder, 'earshot-simd128.wasm');
const sourceHashFile = join(folder, 'source.sha256');
const compiler = process.env.CLANG || 'clang';

const flags = [
  '--target=wasm32',
  '-nostdlib',
  '-O3',
  '-std=gnu11',
  '-ffp-contract=fast',
  '-fno-math-errno',
  '-DLANES=4',
  '-msimd128',
  '-matomics',
  '-mbulk-memory',
  '-mmutable-globals',
  '-Wl,--no-entry,--shared-memory,--import-memory,--max-memory=4294967296,-z,stack-size=65536',
  '-Wl,--export=__heap_base,--export=__stack_pointer,--strip-all',
];

/** Hash over the sources the module is made of: a change of them without a new build is seen without clang. */
export function kernelSourceHash() {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) {
    if (name === 'addon.c' || name === 'pool.h') continue;
    hash.update(name).update(readFileSync(join(sources, name)));
  }
  return hash.digest('hex');
}

function compile(output) {
  const { status, stderr, error } = spawnSync(
    compiler,
    [...flags, join(sources, 'kernels.c'), '-o', output],
    { encoding: 'utf8' },
  );
  if (error?.code === 'ENOENT')
    throw new Error(`${compiler} is not installed (Debian: apt-get install clang lld)`);
  if (status !== 0) throw new Error(stderr);
}

function check() {
  if (readFileSync(sourceHashFile, 'utf8').trim() !== kernelSourceHash()) {
    throw new Error('assets/kernels is older than its C source: run npm run build:kernels');
  }
  const fresh = join(folder, 'fresh.wasm');
  try {
    compile(fresh);
    const same = readFileSync(fresh).equals(readFileSync(target));
    console.log(
      same
        ? 'The committed module is what the source gives.'
        : 'Another clang gives another module; the sources are the same.',
    );
  } finally {
    rmSync(fresh, { force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (process.argv.includes('--check')) check();
    else {
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
      compile(target);
      writeFileSync(sourceHashFile, `${kernelSourceHash()}\n`);
    }
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
