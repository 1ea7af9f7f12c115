// Sets Electron's fuses in a packaged build: every one decided, none left to its default.
//   node scripts/fuses.mjs <executable>          sets and verifies them
//   node scripts/fuses.mjs --check <executable>  only says which differ; exit code 1 when one does
// Not for the development runtime in node_modules: `npm start` runs the app from its folder, which two fuses forbid.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

/** Decision and reason of every fuse there is. */
export const fuses = [
  ['RunAsNode', false, 'ELECTRON_RUN_AS_NODE would make the signed app a Node that runs anything'],
  ['EnableCookieEncryption', true, 'no cookies are set; were there any, they would lie on disk encrypted'],
  ['EnableNodeOptionsEnvironmentVariable', false, 'NODE_OPTIONS could load code into the app'],
  ['EnableNodeCliInspectArguments', false, '--inspect would open the main process to every local program'],
  ['EnableEmbeddedAsarIntegrityValidation', true, 'an altered app.asar does not start (macOS, Windows)'],
  ['OnlyLoadAppFromAsar', true, 'an app folder laid beside app.asar is not run in its place'],
  ['LoadBrowserProcessSpecificV8Snapshot', false, 'no snapshot of our own is shipped'],
  [
    'GrantFileProtocolExtraPrivileges',
    false,
    'the page is served by its own protocol; file: gets no privileges',
  ],
];

/** The byte of a fuse that is on, in the wire inside the executable. */
const ENABLED = '1'.charCodeAt(0);

async function check(executable) {
  const wire = await getCurrentFuseWire(executable);
  const wrong = fuses.filter(([name, on]) => (wire[FuseV1Options[name]] === ENABLED) !== on);
  for (const [name, on, reason] of fuses) {
    const ok = !wrong.some(([other]) => other === name);
    process.stdout.write(`${ok ? 'ok   ' : 'WRONG'} ${name} ${on ? 'on' : 'off'}: ${reason}\n`);
  }
  return wrong.length === 0;
}

function configuration() {
  const decided = Object.fromEntries(fuses.map(([name, on]) => [FuseV1Options[name], on]));
  // Changing the bytes breaks an ad hoc signature, without which nothing starts on Apple's own processors.
  const resetAdHocDarwinSignature = process.platform === 'darwin';
  return { version: FuseVersion.V1, strictlyRequireAllFuses: true, resetAdHocDarwinSignature, ...decided };
}

const given = process.argv.slice(2);
const executable = given.find((argument) => !argument.startsWith('--'));
if (executable === undefined || !existsSync(executable)) {
  process.stderr.write(
    `Usage: node scripts/fuses.mjs [--check] <executable of a packaged build>${executable ? `\nNot there: ${executable}` : ''}\n`,
  );
  process.exitCode = 2;
} else {
  if (!given.includes('--check')) await flipFuses(resolve(executable), configuration());
  if (!(await check(resolve(executable)))) process.exitCode = 1;
}
