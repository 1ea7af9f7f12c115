// Builds the fused kernels as WebAssembly with clang: `npm run build:kernels`. The results are committed, because users'
// machines mostly have no clang; `--check` builds them anew and says whether the committed files are what the source gives.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const sources = join(root, 'src', 'main', 'engine', 'backend', 'earshot', 'native');
const folder = join(root, 'assets', 'kernels');
const sourceHashFile = join(folder, 'source.sha256');

/** Relaxed SIMD multiplies and adds in one instruction; clang's opcodes for it are the final ones from 17 on. */
const builds = [
  { file: 'earshot-simd128.wasm', flags: ['-msimd128'] },
  { file: 'earshot-relaxed.wasm', flags: ['-msimd128', '-mrelaxed-simd'] },
];
const OLDEST_CLANG = 17;
const compilers = process.env.CLANG
  ? [process.env.CLANG]
  : ['clang-21', 'clang-20', 'clang-19', 'clang-18', 'clang-17', 'clang'];

const commonFlags = [
  '--target=wasm32',
  '-nostdlib',
  '-O3',
  '-std=gnu11',
  '-ffp-contract=fast',
  '-fno-math-errno',
  '-DLANES=4',
  '-matomics',
  '-mbulk-memory',
  '-mmutable-globals',
  '-Wl,--no-entry,--shared-memory,--import-memory,--max-memory=4294967296,-z,stack-size=65536',
  '-Wl,--export=__heap_base,--export=__stack_pointer,--strip-all',
];

/** Hash over the sources the modules are made of: a change of them without a new build is seen without clang. */
export function kernelSourceHash() {
  const hash = createHash('sha256');
  for (const name of readdirSync(sources).sort()) {
    if (name === 'addon.c' || name === 'pool.h') continue;
    hash.update(name).update(readFileSync(join(sources, name)));
  }
  return hash.digest('hex');
}

function findCompiler() {
  for (const name of compilers) {
    const { status, stdout } = spawnSync(name, ['--version'], { encoding: 'utf8' });
    const version = Number(/version (\d+)/.exec(stdout ?? '')?.[1] ?? 0);
    if (status === 0 && version >= OLDEST_CLANG) return name;
  }
  throw new Error(
    `clang ${OLDEST_CLANG} or newer with its wasm linker is not installed (Debian: apt-get install clang-19 lld-19)`,
  );
}

function compile(compiler, flags, output) {
  const args = [...commonFlags, ...flags, join(sources, 'kernels.c'), '-o', output];
  const { status, stderr, error } = spawnSync(compiler, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(error?.message ?? stderr);
}

function check() {
  if (readFileSync(sourceHashFile, 'utf8').trim() !== kernelSourceHash()) {
    throw new Error('assets/kernels is older than its C source: run npm run build:kernels');
  }
  const compiler = findCompiler();
  const fresh = mkdtempSync(join(tmpdir(), 'earshot-kernels-'));
  try {
    for (const { file, flags } of builds) {
      compile(compiler, flags, join(fresh, file));
      const same = readFileSync(join(fresh, file)).equals(readFileSync(join(folder, file)));
      const other =
        'this clang gives another module than the one that was committed; the sources are the same';
      console.log(`${file}: ${same ? 'what the source gives' : other}`);
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function build() {
  const compiler = findCompiler();
  mkdirSync(folder, { recursive: true });
  for (const { file, flags } of builds) {
    compile(compiler, flags, join(folder, file));
    chmodSync(join(folder, file), 0o644);
  }
  writeFileSync(sourceHashFile, `${kernelSourceHash()}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (process.argv.includes('--check')) check();
    else build();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
