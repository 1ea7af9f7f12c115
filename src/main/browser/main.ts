// Entry of the browser host, out/main/server.js: `[--port N] [--no-open]`.
// Nothing else stands here: the arguments, then ./run.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { version } from '../../../package.json';
import { libraryHome } from '../supervisor/places';
import { runBrowserHost } from './run';

const USAGE = 'Usage: npm start -- [--port N] [--no-open]   (EARSHOT_HOME names the library)\n';

function readArguments(): { readonly port: number; readonly open: boolean } | null {
  try {
    const { values } = parseArgs({ options: { port: { type: 'string' }, 'no-open': { type: 'boolean' } } });
    const port = values.port === undefined ? 0 : Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Error(`--port: expected 0 to 65535, got '${values.port}'`);
    return { port, open: values['no-open'] !== true };
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return null;
  }
}

const given = readArguments();
if (given === null) process.exit(2);
const programs = fileURLToPath(new URL('.', import.meta.url));
process.exit(await runBrowserHost({ ...given, home: libraryHome(), programs, version }));
