// lab doctor: what this machine has, and why each thing is or is not used.
// Not repairing anything.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { BackendInfo } from '../../../shared/contract/system';
import { describeBackends } from '../../engine/backend';
import { describeMachine } from '../../engine/services/systemService';
import { libraryHome } from '../../supervisor/places';
import type { Command } from '../context';
import { findDesktopRuntime } from '../desktopRuntime';
import { plural } from '../format';

/** Libraries whose versions decide over results. */
const libraries = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm', 'meyda'] as const;

/** What the command line reads; the page decodes what the browser can. */
const decoders = [
  { format: 'wav', available: true, reason: 'own reader: PCM 8 to 32 bit, float, A-law, mu-law; any rate' },
  ...['flac', 'ogg', 'mp3', 'm4a'].map((format) => {
    return { format, available: false, reason: 'not read on the command line: convert to wav first' };
  }),
];

export const doctor: Command<'doctor'> = async (_args, { terminal, version }) => {
  const backends = await describeBackends();
  const desktop = await findDesktopRuntime(import.meta.url, process.env.ELECTRON_OVERRIDE_DIST_PATH);
  const report = {
    version,
    ...describeMachine(),
    home: libraryHome(),
    versions: await readVersions(),
    backends,
    desktop,
    decoders,
  };
  terminal.print(describe(report));
  terminal.printJson(report);
  return backends.some(({ chosen }) => chosen) ? 0 : 1;
};

async function readVersions(): Promise<Record<string, string>> {
  const require = createRequire(import.meta.url);
  const versions = libraries.map(async (name) => {
    const file = await readFile(require.resolve(`${name}/package.json`), 'utf8').catch(() => '{}');
    return [name, (JSON.parse(file) as { version?: string }).version ?? 'not installed'];
  });
  return Object.fromEntries(await Promise.all(versions)) as Record<string, string>;
}

interface Report {
  readonly version: string;
  readonly platform: string;
  readonly node: string;
  readonly cores: number;
  readonly home: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly backends: readonly BackendInfo[];
  readonly desktop: { readonly found: boolean; readonly version: string | null; readonly reason: string };
  readonly decoders: typeof decoders;
}

function describe({
  version,
  platform,
  node,
  cores,
  home,
  versions,
  backends,
  desktop,
  decoders: readers,
}: Report): string {
  return [
    `Earshot ${version} on ${platform}, Node ${node}, ${cores} cores`,
    `library   ${home}`,
    `packages  ${Object.entries(versions)
      .map(([name, one]) => `${name} ${one}`)
      .join(', ')}`,
    '',
    'backends, in the order they are considered',
    ...backends.map(({ name, chosen, available, threads, reason }) => {
      const state = chosen ? 'used' : available ? 'there' : 'no';
      return `  ${state.padEnd(5)}  ${name}${available ? ` (${plural(threads, 'thread')})` : ''}: ${reason}`;
    }),
    '',
    `desktop   ${desktop.found ? 'found' : 'not found'}${desktop.version ? `, electron ${desktop.version}` : ''}: ${desktop.reason}`,
    ...readers.map(
      ({ format, available, reason }) => `decoder   ${format} ${available ? 'yes' : 'no'}: ${reason}`,
    ),
  ].join('\n');
}
