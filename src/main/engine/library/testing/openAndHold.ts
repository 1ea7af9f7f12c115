// A process that opens the library it is told, says how that went, and holds it until its input ends.
// Not a test: lock.test.ts starts it.

import { writeSync } from 'node:fs';
import { toLabErrorData } from '../../../../shared/contract/errors';
import { openLibrary } from '../library';

const [home, owner] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

say('started');
process.stdin.once('data', () => void open()); // all children begin at one word
process.stdin.on('end', () => process.exit(0));

async function open(): Promise<void> {
  try {
    const library = await openLibrary({ home, owner, sampleAssets: null });
    say(`opened ${process.pid}`);
    process.stdin.on('end', () => void library.close().then(() => process.exit(0)));
  } catch (error) {
    say(`refused ${JSON.stringify(toLabErrorData(error))}`);
    process.exit(0);
  }
}
