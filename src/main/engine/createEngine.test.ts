import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveSession } from '../../shared/contract/live';
import type { Project } from '../../shared/contract/projects';
import type { LabEvents } from '../../shared/contract/services';
import type { Run, TrainingConfig } from '../../shared/contract/training';
import { createMfccExtractor, encodeWav } from '../../shared/dsp';
import { bundleProgram } from '../../testing/bundleProgram';
import { createEngine } from './createEngine';
import type { Engine, EngineOptions } from './createEngine';
import { detectInFile } from './detection/detectFile';
import { openModel } from './models';
import { presets } from './models/presets';
import { toneFiles, toneLabels, toneRecording } from './testing/tones';

const homes: string[] = [];
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'earshot-engine-'));
  homes.push(home);
  return home;
}

async function open(compute: EngineOptions['compute'], home: string): Promise<Engine> {
  const computeEntry =
    compute === 'thread' ? await bundleProgram(new URL('./compute/worker.ts', import.meta.url)) : '';
  return createEngine({
    home,
    host: 'command line',
    version: '0.0.0-test',
    assets: home,
    compute,
    computeEntry,
  });
}

const preset = presets.find(({ name }) => name === 'conv-pool')!;

function config(changes: Partial<TrainingConfig> = {}): TrainingConfig {
  return { ...preset.config, labels: toneLabels, epochs: 3, batchSize: 8, ...changes };
}

async function makeProject({ services }: Engine): Promise<Project> {
  const { id } = await services.projects.create({ name: 'Tones', labels: [...toneLabels] });
  await services.clips.importFiles({ projectId: id, session: 'test', files: toneFiles() });
  return services.projects.open({ projectId: id });
}

/** Everything told from now on, by name. */
function follow(engine: Engine) {
  const told: { [Name in keyof LabEvents]?: LabEvents[Name][] } = {};
  engine.onEvent((name, data) => ((told[name] ??= []) as unknown[]).push(data));
  return told;
}

function ended({ services, onEvent }: Engine, { projectId, id }: Run): Promise<Run> {
  return new Promise((resolve) => {
    const forget = onEvent((name) => {
      if (name !== 'runs.changed') return;
      void services.runs.list({ projectId }).then((runs) => {
        const run = runs.find((one) => one.id === id && one.status !== 'running');
        if (run) {
          forget();
          resolve(run);
        }
      });
    });
  });
}

describe.each(['inline', 'thread'] as const)('the engine, computing %s', (compute) => {
  let engine: Engine;
  let project: Project;
  let run: Run;

  beforeAll(async () => {
    engine = await open(compute, newHome());
    project = await makeProject(engine);
  }, 60_000);
  afterAll(() => engine.close());

  it('describes machine and backends', async () => {
    const system = await engine.services.system.describe({});
    expect(system).toMatchObject({
      host: 'command line',
      version: '0.0.0-test',
      node: process.versions.node,
    });
    expect(system.backends.filter(({ chosen }) => chosen)).toHaveLength(1);
    for (const { reason } of system.backends) expect(reason).not.toBe('');
  });

  it('plans, trains to the end and tells how it goes', async () => {
    const { services } = engine;
    const plan = await services.training.plan({ projectId: project.id, config: config() });
    expect(plan.problems).toEqual([]);
    expect(plan.counts.low).toEqual({ train: 8, validation: 2, test: 2 });

    const told = follow(engine);
    run = await services.training.start({ projectId: project.id, config: config() });
    expect(run).toMatchObject({
      status: 'running',
      projectId: project.id,
      outputs: [...toneLabels, '_silence_'],
    });
    await expect(services.training.start({ projectId: project.id, config: config() })).rejects.toMatchObject({
      code: 'busy',
      message: expect.stringContaining(run.id),
    });
    await expect(services.projects.remove({ projectId: project.id })).rejects.toMatchObject({ code: 'busy' });
    expect((await services.training.current({}))?.run.id).toBe(run.id);

    run = await ended(engine, run);
    expect(run).toMatchObject({ status: 'finished', epochsDone: 3, versions: { earshot: '0.0.0-test' } });
    expect(run.message).toMatch(/All 3 epochs are done. The weights of epoch \d are kept./);
    expect(run.backend.threads).toBeGreaterThan(0);
    expect(await services.training.current({})).toBeNull();
    expect(told['training.epoch']?.map(({ metrics }) => metrics.epoch)).toEqual([1, 2, 3]);
    expect(told['training.progress']?.some(({ message }) => message.startsWith('computing features'))).toBe(
      true,
    );
    const metrics = await services.runs.metrics({ projectId: project.id, runId: run.id });
    expect(metrics).toEqual(told['training.epoch']?.map((told) => told.metrics));
    const bestLoss = Math.min(...metrics.map(({ validationLoss }) => validationLoss));
    expect(run.best).toMatchObject({ validationLoss: bestLoss });
  }, 60_000);

  it('has kept the features that were missing', async () => {
    expect(await engine.services.features.missing({ projectId: project.id })).toEqual([]);
  });

  it('evaluates, keeps the evaluation, and makes it anew when data changed', async () => {
    const { services } = engine;
    const options = { projectId: project.id, runId: run.id, split: 'test' } as const;
    const first = await services.evaluation.evaluate(options);
    expect(first.confusion.counts.flat().reduce((sum, count) => sum + count)).toBe(6);
    expect(first.sharedSpeakers).toEqual([]);
    expect(await services.evaluation.evaluate(options)).toEqual(first);
    const [evaluated] = await services.runs.list({ projectId: project.id });
    expect(evaluated).toMatchObject({ kind: 'recognizer', testAccuracy: first.accuracy });

    const [clip] = first.predictions;
    await services.clips.remove({ projectId: project.id, clipIds: [clip.clipId] });
    const second = await services.evaluation.evaluate(options);
    expect(second.predictions).toHaveLength(5);
    await services.clips.restore({ projectId: project.id, clipIds: [clip.clipId] });
    expect((await services.evaluation.evaluate(options)).predictions).toHaveLength(6);
  });

  it('hears live, in chunks of any size, what detect hears in the file', async () => {
    const { services } = engine;
    const samples = toneRecording(['low', 'high', 'high', 'middle']);
    const path = join(newHome(), 'recording.wav');
    await writeFile(path, encodeWav({ samples, sampleRate: 16000 }));
    const decoder = {
      smoothingSeconds: 0.3,
      threshold: 0.4,
      suppressionSeconds: 0.6,
      minimumCount: 2,
      strideSeconds: 0.1,
    };
    const model = await openModel(join(project.folder, 'runs', run.id, 'best'));
    const { events: expected } = await detectInFile(model, path, decoder);

    const session = await services.live.open({ projectId: project.id, runId: run.id, decoder });
    const heard = await hearLive(engine, session, createMfccExtractor(session.features).clip(samples));
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.map(({ label, time }) => [label, time])).toEqual(
      expected.map(({ label, time }) => [label, time]),
    );
    expect(heard.map(({ score }) => score)).toBeAllclose(
      expected.map(({ score }) => score),
      { atol: 1e-3 },
    );
    model.dispose();
    await services.live.configure({ sessionId: session.sessionId, decoder: { ...decoder, threshold: 0.9 } });
    await services.live.close({ sessionId: session.sessionId });
    await expect(services.live.close({ sessionId: session.sessionId })).resolves.toBeUndefined();
    await expect(services.live.configure({ sessionId: session.sessionId, decoder })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('hands out a model folder', async () => {
    const options = { projectId: project.id, runId: run.id, format: 'tfjs' } as const;
    const { folder, files, largestDifference } = await engine.services.models.exportModel(options);
    expect(folder).toBe(join(project.folder, 'exports', `${run.id}-tfjs`));
    expect(files.map(({ name }) => name)).toEqual(await readdir(folder));
    expect(files.map(({ name }) => name)).toEqual([
      'decoder.json',
      'features.json',
      'metadata.json',
      'model.json',
      'receipt.json',
      'weights.bin',
    ]);
    expect(new Uint8Array(await readFile(join(folder, 'weights.bin')))).toEqual(
      files.find(({ name }) => name === 'weights.bin')?.bytes,
    );
    expect(largestDifference).toBeLessThanOrEqual(1e-5);
  });

  it('stops on request, keeps the best, and can be used again', async () => {
    const { services } = engine;
    const started = await services.training.start({ projectId: project.id, config: config({ epochs: 500 }) });
    await new Promise<void>((resolve) => {
      const forget = engine.onEvent((name) => {
        if (name !== 'training.epoch') return;
        forget();
        resolve();
      });
    });
    const stopped = await services.training.stop({ projectId: project.id, runId: started.id });
    expect(stopped).toMatchObject({
      status: 'stopped',
      message: expect.stringMatching(/^Stopped on request in epoch \d+ of 500/),
    });
    expect(stopped.best?.epoch).toBeGreaterThan(0);
    expect(stopped.endedAt).not.toBeNull();
    const again = await services.training.stop({ projectId: project.id, runId: started.id });
    expect(again).toEqual(stopped);
    await services.runs.remove({ projectId: project.id, runId: started.id });
  }, 60_000);

  it('refuses in words what cannot be trained', async () => {
    const { services } = engine;
    const start = (changes: Partial<TrainingConfig>) =>
      services.training.start({ projectId: project.id, config: config(changes) });
    await expect(start({ labels: ['low'], silenceClass: false })).rejects.toMatchObject({
      code: 'bad-data',
      message: expect.stringContaining('two labels'),
    });
    await expect(start({ labels: ['low', 'nowhere'] })).rejects.toThrow(/nowhere/);
    expect(await services.training.current({})).toBeNull();
    await expect(services.live.open({ projectId: project.id, runId: 'no-such-run' })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

/** Pushes frames in chunks of odd sizes and gathers the events. */
async function hearLive(
  { services }: Engine,
  { sessionId }: LiveSession,
  mfcc: { data: Float32Array; rows: number; cols: number },
) {
  const events = [];
  const sizes = [1, 7, 2, 61, 13];
  for (let row = 0, i = 0; row < mfcc.rows; i++) {
    const rows = Math.min(sizes[i % sizes.length], mfcc.rows - row);
    const data = mfcc.data.slice(row * mfcc.cols, (row + rows) * mfcc.cols);
    const update = await services.live.push({ sessionId, mfcc: { data, rows, cols: mfcc.cols } });
    events.push(...update.events);
    row += rows;
  }
  return events;
}
