// `npm test`: types, lint, unit and contract tests, end-to-end stories, one after the other, with their times.
// The last line counts all tests; the first step that fails ends the run.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'test-results');
const unitFile = join(results, 'unit.json');
const e2eFile = join(results, 'e2e.json');

const steps = [
  { name: 'types', command: 'npm run -s typecheck' },
  { name: 'lint', command: 'npm run -s lint' },
  {
    name: 'unit and contract tests',
    command: `npm run -s unit -- --reporter=dot --reporter=json --outputFile.json="${unitFile}"`,
  },
  {
    name: 'end-to-end stories',
    command: 'npm run -s e2e -- --reporter=list,json',
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: e2eFile },
  },
];

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

function count() {
  const unit = readJson(unitFile);
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readJson(e2eFile)?.stats ?? {};
  const passed = (unit?.numPassedTests ?? 0) + expected + flaky;
  const failed = (unit?.numFailedTests ?? 0) + unexpected;
  const left = (unit?.numPendingTests ?? 0) + (unit?.numTodoTests ?? 0) + skipped;
  return `${passed} passed, ${failed} failed, ${left} skipped`;
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
for (const { name, command, env } of steps) {
  process.stdout.write(`\n== ${name}\n`);
  const started = performance.now();
  const { status } = spawnSync(command, {
    cwd: root,
    stdio: 'inherit',
    shell: true,
    env: { ...process.env, ...env },
  });
  process.stdout.write(`== ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  if (status !== 0) {
    process.stdout.write(`\nFailed at: ${name}\n${count()}\n`);
    process.exit(status ?? 1);
  }
}
process.stdout.write(`\n${count()}\n`);
