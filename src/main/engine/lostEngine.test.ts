import { afterEach, describe, expect, it } from 'vitest';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Run, TrainingConfig } from '../../shared/contract/training';
import { bundleProgram } from '../../testing/bundleProgram';
import { createEngine } from './createEngine';
import type { Engine } from './createEngine';
import { presets } from './models/presets';
import { FAULT_SEED } from './testing/faults';
import { toneFiles, toneLabels } from './testing/tones';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'earshot-lost-'));
  closing.push(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

const preset = presets.find(({ name }) => name === 'conv-pool')!;
const config: TrainingConfig = { ...preset.config, labels: toneLabels, epochs: 300, batchSize: 8 };

async function open(home: string, worker: string): Promise<Engine> {
  const computeEntry = await bundleProgram(new URL(worker, import.meta.url));
  const facts = { home, host: 'command line', version: '0', assets: home } as const;
  const engine = await createEngine({ ...facts, compute: 'thread', computeEntry });
  closing.push(() => engine.close());
  return engine;
}

async function makeProject({ services }: Engine): Promise<string> {
  const { id } = await services.projects.create({ name: 'Tones', labels: [...toneLabels] });
  await services.clips.importFiles({ projectId: id, session: 'test', files: toneFiles() });
  return id;
}

async function trainToEnd(engine: Engine, projectId: string, changes: Partial<TrainingConfig>): Promise<Run> {
  const { services, onEvent } = engine;
  const { id } = await services.training.start({ projectId, config: { ...config, ...changes } });
  return new Promise((resolve) => {
    const look = async () => {
      const run = (await services.runs.list({ projectId })).find((one) => one.id === id);
      if (run && run.status !== 'running') resolve(run);
    };
    onEvent((name) => name === 'runs.changed' && void look());
  });
}

describe('a training thread that is lost', () => {
  it('leaves a failed run with words and the best weights; the next training gets a thread of its own', async () => {
    const engine = await open(newHome(), './testing/fragileWorker.ts');
    const { services } = engine;
    const projectId = await makeProject(engine);
    const run = await trainToEnd(engine, projectId, { seed: FAULT_SEED });
    expect(run).toMatchObject({ status: 'failed', epochsDone: 2 });
    expect(run.message).toMatch(
      /^The training thread is gone. .*ended \(exit code 9\).* The weights of epoch [12] are kept.$/,
    );
    const evaluation = await services.evaluation.evaluate({ projectId, runId: run.id, split: 'test' });
    expect(evaluation.predictions).toHaveLength(6);
    const next = await trainToEnd(engine, projectId, { epochs: 1 });
    expect(next).toMatchObject({ status: 'finished', epochsDone: 1 });
  }, 60_000);
});

describe('an engine process that is killed in the middle of training', () => {
  it('leaves the run interrupted, with words and the best weights', async () => {
    const home = newHome();
    const program = await bundleProgram(new URL('./testing/trainingProgram.ts', import.meta.url));
    await killAfterEpochs(program, [home, JSON.stringify(config)], 2);

    const engine = await open(home, './compute/worker.ts');
    const notices: string[] = [];
    engine.onEvent((name, data) => name === 'notice' && notices.push((data as { message: string }).message));
    const { services } = engine;
    const [{ id: projectId }] = await services.projects.list({});
    const [run] = await services.runs.list({ projectId });
    expect(run).toMatchObject({
      status: 'interrupted',
      message: expect.stringMatching(/Earshot ended.*are kept/),
    });
    expect(notices).toContain(run.message);
    expect(run.best?.epoch).toBeGreaterThan(0);
    const metrics = await services.runs.metrics({ projectId, runId: run.id });
    expect(metrics.length).toBeGreaterThanOrEqual(run.epochsDone);
    const evaluation = await services.evaluation.evaluate({ projectId, runId: run.id, split: 'test' });
    expect(evaluation.predictions).toHaveLength(6);
    expect(await services.training.current({})).toBeNull();
  }, 60_000);
});

function killAfterEpochs(program: string, args: readonly string[], epochs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    closing.push(() => child.kill('SIGKILL'));
    let told = 0;
    let errors = '';
    child.stderr.on('data', (text: Buffer) => (errors += text));
    child.stdout.on('data', (text: Buffer) => {
      told += text.toString().split('epoch').length - 1;
      if (told >= epochs) child.kill('SIGKILL');
    });
    child.on('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve() : reject(new Error(`ended with ${code}: ${errors}`)),
    );
  });
}
