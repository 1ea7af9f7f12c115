import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GenerationProgress } from '../../shared/contract/generation';
import type { GeneratorRun } from '../../shared/contract/generators';
import type { Run } from '../../shared/contract/training';
import { allNotes } from '../../shared/music';
import { bundleProgram } from '../../testing/bundleProgram';
import { createEngine } from './createEngine';
import type { Engine, EngineOptions } from './createEngine';
import { openGenerator } from './music';
import { melody, melodyFiles, tinyGenerator } from './testing/melodies';

const homes: string[] = [];
afterAll(() => homes.forEach((home) => rmSync(home, { recursive: true, force: true })));

async function open(compute: EngineOptions['compute']): Promise<Engine> {
  const home = mkdtempSync(join(tmpdir(), 'earshot-music-'));
  homes.push(home);
  const computeEntry =
    compute === 'thread' ? await bundleProgram(new URL('./compute/worker.ts', import.meta.url)) : '';
  return createEngine({ home, host: 'command line', version: '0', assets: home, compute, computeEntry });
}

async function makeProject({ services }: Engine): Promise<string> {
  const { id } = await services.projects.create({ name: 'Walks', kind: 'music' });
  await services.tunes.importFiles({ projectId: id, files: melodyFiles() });
  return id;
}

function ended({ services, onEvent }: Engine, { projectId, id }: Run): Promise<GeneratorRun> {
  return new Promise((resolve) => {
    const look = async () => {
      const run = (await services.runs.list({ projectId })).find((one) => one.id === id);
      if (run?.kind === 'generator' && run.status !== 'running') resolve(run);
    };
    onEvent((name) => name === 'runs.changed' && void look());
  });
}

const options = { primer: null, bars: 4, variations: 2, seed: 3, temperature: 1 };

describe.each(['inline', 'thread'] as const)('the music loop, computing %s', (compute) => {
  let engine: Engine;
  let projectId: string;
  let run: GeneratorRun;

  beforeAll(async () => {
    engine = await open(compute);
    projectId = await makeProject(engine);
  }, 60_000);
  afterAll(() => engine.close());

  it('shows a collection in numbers, with the splits that training will use', async () => {
    const { services } = engine;
    const { statistics, splits, tuneIds } = await services.tunes.overview({ projectId });
    expect(statistics).toMatchObject({ tunes: 20, notes: 20 * 64, nearDuplicates: [] });
    const counts = (name: string) => splits.filter((split) => split === name).length;
    expect([counts('train'), counts('valid'), counts('test')]).toEqual([16, 2, 2]);
    expect(tuneIds).toEqual((await services.tunes.list({ projectId })).map(({ id }) => id));
    const plan = await services.generators.plan({ projectId, config: tinyGenerator });
    expect(plan).toMatchObject({ problems: [], skipped: [], counts: { train: { tunes: 16 } } });
  });

  it('trains to the end and tells how it goes; a second training has to wait', async () => {
    const { services } = engine;
    const epochs: number[] = [];
    engine.onEvent((name, data) => {
      if (name === 'training.epoch') epochs.push((data as { metrics: { epoch: number } }).metrics.epoch);
    });
    const started = await services.generators.start({ projectId, config: tinyGenerator });
    expect(started).toMatchObject({ kind: 'generator', status: 'running', vocabulary: { kind: 'melody' } });
    expect(started.id).toMatch(/-melody-gru$/);
    const end = ended(engine, started);
    await expect(services.generators.start({ projectId, config: tinyGenerator })).rejects.toMatchObject({
      code: 'busy',
    });
    expect((await services.training.current({}))?.run.id).toBe(started.id);
    run = await end;
    expect(run).toMatchObject({ status: 'finished', epochsDone: 2, counts: { train: { tunes: 16 } } });
    expect(run.dataHash).toMatch(/^[0-9a-f]{64}$/);
    expect(epochs).toEqual([1, 2]);
    expect(await services.runs.metrics({ projectId, runId: run.id })).toHaveLength(2);
  }, 60_000);

  it('writes tunes while it tells their notes, and keeps one', async () => {
    const { services } = engine;
    const told: GenerationProgress[] = [];
    const onProgress = (progress: GenerationProgress) => void told.push(progress);
    const tunes = await services.generation.generate(
      { projectId, runId: run.id, ...options },
      { onProgress },
    );
    expect(tunes.map(({ seed }) => seed)).toEqual([3, 4]);
    const heard = told.filter(({ variation }) => variation === 0).flatMap(({ notes }) => notes);
    expect(heard).toHaveLength(allNotes(tunes[0].score).length);
    const again = await services.generation.generate({ projectId, runId: run.id, ...options });
    expect(again.map(({ score }) => score)).toEqual(tunes.map(({ score }) => score));

    const { score } = tunes[0];
    const kept = await services.tunes.save({
      ...{ projectId, tuneId: null, title: 'Written', score, origin: 'generated' },
    });
    const [stored] = await services.tunes.scores({ projectId, tuneIds: [kept.id] });
    expect(stored.title).toBe('Written');
    expect(allNotes(stored)).toEqual(allNotes(score));
    const copies = await services.generation.measureCopies({ projectId, runId: run.id, score });
    expect(copies.notes).toBe(allNotes(score).length);
  }, 60_000);

  it('stops in the middle of a tune and gives what is there', async () => {
    const { services } = engine;
    const stopping = new AbortController();
    const onProgress = ({ tokens }: GenerationProgress) => tokens > 20 && stopping.abort();
    const long = { ...options, bars: 1000, variations: 3, mayEnd: false };
    const tunes = await services.generation.generate(
      { projectId, runId: run.id, ...long },
      { signal: stopping.signal, onProgress },
    );
    expect(tunes.at(-1)).toMatchObject({
      ending: 'stopped',
      message: expect.stringMatching(/^Stopped after/),
    });
    expect(allNotes(tunes[0].score).length).toBeGreaterThan(5);
  }, 60_000);

  it('finds a training tune in full when it is measured against its own collection', async () => {
    const { services } = engine;
    const { splits, tuneIds } = await services.tunes.overview({ projectId });
    const trained = tuneIds[splits.indexOf('train')];
    const [score] = await services.tunes.scores({ projectId, tuneIds: [trained] });
    const { longest, tunes } = await services.generation.measureCopies({ projectId, runId: run.id, score });
    expect(longest?.notes).toBe(64);
    expect(tunes[longest!.tune].tuneId).toBe(trained);
  });

  it('evaluates once and keeps the figures', async () => {
    const { services } = engine;
    const ask = { projectId, runId: run.id, split: 'valid' } as const;
    expect(await services.generation.keptEvaluation(ask)).toBeNull();
    const first = await services.generation.evaluate(ask);
    expect(first).toMatchObject({ split: 'valid', tunes: 2, nllPerFrame: null });
    expect(first.perplexity).toBeCloseTo(Math.exp(first.nllPerToken), 10);
    expect(first.ngram.nllPerToken).toBeGreaterThan(0);
    expect(await services.generation.evaluate(ask)).toEqual(first); // createdAt too: it was not made anew
    expect(await services.generation.keptEvaluation(ask)).toEqual(first);
  }, 60_000);

  it('hands out a model folder that opens', async () => {
    const { services } = engine;
    const made = await services.models.exportModel({ projectId, runId: run.id, format: 'tfjs' });
    expect(made.files.map(({ name }) => name)).toEqual([
      ...['metadata.json', 'model.json', 'receipt.json', 'vocabulary.json', 'weights.bin'],
    ]);
    expect(made.largestDifference).toBeLessThan(1e-5);
    const model = await openGenerator(made.folder);
    expect(model.vocabulary).toEqual(run.vocabulary);
    model.dispose();
  }, 60_000);

  it('stops in the middle and keeps the best', async () => {
    const { services } = engine;
    const started = await services.generators.start({
      projectId,
      config: { ...tinyGenerator, epochs: 2000 },
    });
    await new Promise<void>((resolve) => engine.onEvent((name) => name === 'training.epoch' && resolve()));
    const stopped = await services.training.stop({ projectId, runId: started.id });
    expect(stopped).toMatchObject({ kind: 'generator', status: 'stopped' });
    expect(stopped.best).not.toBeNull();
    expect(await services.training.current({})).toBeNull();
  }, 60_000);
});

describe('projects of two kinds', () => {
  it('refuse what belongs to the other, in words', async () => {
    const engine = await open('inline');
    const { services } = engine;
    const music = (await services.projects.create({ name: 'Tunes', kind: 'music' })).id;
    const speech = (await services.projects.create({ name: 'Words', labels: ['yes', 'no'] })).id;
    const tunes = { code: 'unsupported', message: expect.stringContaining('Tunes holds tunes') };
    const words = { code: 'unsupported', message: expect.stringContaining('Words holds words') };
    const { config } = (await services.training.presets({}))[0];
    await expect(services.projects.addLabel({ projectId: music, label: 'yes' })).rejects.toMatchObject(tunes);
    await expect(services.clips.list({ projectId: music })).rejects.toMatchObject(tunes);
    await expect(
      services.training.start({ projectId: music, config: { ...config, labels: ['a'] } }),
    ).rejects.toMatchObject(tunes);
    await expect(services.tunes.list({ projectId: speech })).rejects.toMatchObject(words);
    await expect(
      services.generators.start({ projectId: speech, config: tinyGenerator }),
    ).rejects.toMatchObject(words);
    await expect(services.tunes.overview({ projectId: speech })).rejects.toMatchObject(words);
    await expect(
      services.generators.start({ projectId: music, config: tinyGenerator }),
    ).rejects.toMatchObject({ code: 'bad-data', message: expect.stringContaining('no tune to train on') });
    expect(await services.training.current({})).toBeNull();
    await engine.close();
  });
});

describe('an engine that is closed while a generator trains', () => {
  it('leaves the run interrupted, and generates from its best weights next time', async () => {
    const engine = await open('inline');
    const home = homes.at(-1)!;
    const projectId = await makeProject(engine);
    const run = await engine.services.generators.start({
      projectId,
      config: { ...tinyGenerator, epochs: 2000 },
    });
    await new Promise<void>((resolve) => engine.onEvent((name) => name === 'training.epoch' && resolve()));
    await engine.close();
    const again = await createEngine({
      ...{ home, host: 'command line', version: '0', assets: home, compute: 'inline' },
    });
    const [found] = await again.services.runs.list({ projectId });
    expect(found).toMatchObject({ kind: 'generator', status: 'interrupted' });
    expect(found.message).toMatch(/^Earshot was closed\./);
    const [tune] = await again.services.generation.generate({ projectId, runId: run.id, ...options });
    expect(allNotes(tune.score).length).toBeGreaterThan(0);
    const record = join(home, 'projects', projectId, 'runs', run.id, 'run.json');
    expect(JSON.parse(await readFile(record, 'utf8'))).toMatchObject({ kind: 'generator' });
    await again.close();
  }, 60_000);
});

describe('melodies', () => {
  it('are no two alike', () => {
    const pitches = [0, 1, 2].map((n) => allNotes(melody(n)).map(({ pitch }) => pitch));
    expect(new Set(pitches.map(String)).size).toBe(3);
  });
});
