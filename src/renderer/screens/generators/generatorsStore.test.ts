// The store of the generators' Train screen around fake services: what would be trained, starting, runs, evaluating.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import { shownRun, trainingOf } from '../../learning/shownRun';
import { createAppStore } from '../../stores/appStore';
import { generatorChoice } from '../../stores/runChoice';
import { createFakeHost } from '../../testing/fakeHost';
import type { FakeHost } from '../../testing/fakeHost';
import { createFakeServices } from '../../testing/fakeServices';
import type { FakeOptions } from '../../testing/fakeServices';
import { evaluationKey } from './generatorEvaluation';
import { skippedTunes, whyNotStart } from './generatorSelectors';
import { createGeneratorsStore } from './generatorsStore';

const settled = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 5 });
let close: (() => void) | null = null;
afterEach(() => {
  close?.();
  generatorChoice.setState({ runId: null });
});

async function open(options: FakeOptions = {}) {
  const hosts: FakeHost[] = [];
  const { services } = createFakeServices({
    first: 'music',
    emit: (name, data) => hosts[0]?.emit(name, data),
    ...options,
    learning: { stepMs: 5, ...options.learning },
  });
  const host = createFakeHost(services);
  hosts.push(host);
  const app = createAppStore(host);
  await settled(() => expect(app.getState().phase).toBe('ready'));
  expect(app.getState().project?.kind).toBe('music');
  const store = createGeneratorsStore({ services, app });
  const { actions } = store.getState();
  const detach = actions.attach();
  close = () => {
    detach();
    if (app.getState().training) void actions.stop();
  };
  await settled(() => expect(store.getState().plan).not.toBeNull());
  const settings = () => {
    const known = store.getState().settings;
    if (known === null) throw new Error('no settings');
    return known;
  };
  return { store, app, services, actions, settings };
}

describe('what would be trained', () => {
  it('begins with the recommended preset and the plan of the engine', async () => {
    const { store, settings } = await open();
    expect(store.getState().presetName).toBe('melody-lstm');
    expect(settings()).toMatchObject({ tokens: 'melody', cell: 'lstm', units: [256] });
    expect(store.getState().plan?.counts.train.tunes).toBe(36);
  });

  it('goes back to the preset, seed and backend kept', async () => {
    const { actions, settings, store } = await open();
    actions.setSettings({ ...settings(), seed: 7, backend: 'wasm', units: [64, 64], epochs: 3 });
    actions.choosePreset('melody-lstm');
    expect(settings()).toMatchObject({ units: [256], epochs: 30, seed: 7, backend: 'wasm' });
    actions.choosePreset('no such preset');
    expect(store.getState().presetName).toBe('melody-lstm');
  });

  it('takes over the settings of a run, and knows the preset they came from', async () => {
    const { actions, settings, store } = await open();
    const preset = store.getState().presets.find(({ name }) => name === 'frames-lstm');
    if (preset === undefined) throw new Error('no such preset');
    actions.reuse({ config: { ...preset.config, dropout: 0.45 } });
    expect(store.getState().presetName).toBe('frames-lstm');
    expect(settings().dropout).toBe(0.45);
  });

  it('asks for a plan once typing pauses, again when tunes come, and shows why there is none', async () => {
    const { actions, settings, store, services, app } = await open();
    const plan = vi.fn(async () => {
      throw new LabError('bad-data', 'No tune can be used.');
    });
    Object.assign(services.generators, { plan });
    for (const epochs of [1, 2, 3]) actions.setSettings({ ...settings(), epochs });
    expect(store.getState().planning).toBe(true);
    await settled(() => expect(store.getState().planError).toBe('No tune can be used.'));
    expect(store.getState().planning).toBe(false);
    expect(plan).toHaveBeenCalledTimes(1);
    app.setState({ tunes: app.getState().tunes.slice(1) });
    await settled(() => expect(plan).toHaveBeenCalledTimes(2));
  });
});

describe('starting and stopping', () => {
  it('starts, shows the new run, follows it, stops it', async () => {
    const { store, actions, app } = await open();
    await actions.start();
    const runId = app.getState().training?.run.id ?? generatorChoice.getState().runId;
    expect(generatorChoice.getState().runId).toBe(runId);
    await settled(() => expect(app.getState().training?.epochs.length).toBeGreaterThanOrEqual(1));
    const training = trainingOf(app.getState().training, 'generator');
    expect(shownRun(app.getState().generatorRuns, training, runId, training?.run.projectId)?.id).toBe(runId);
    expect(trainingOf(app.getState().training, 'recognizer')).toBeNull();
    await actions.stop();
    await settled(() => expect(app.getState().training).toBeNull());
    expect(store.getState()).toMatchObject({ starting: false, stopping: false });
  });

  it("shows the engine's words when a start fails, and can be tried again", async () => {
    const { store, actions, app, services } = await open();
    services.generators.start = async () => {
      throw new LabError('busy', 'A run is under way already.');
    };
    await actions.start();
    expect(app.getState().notices[0].message).toBe('A run is under way already.');
    expect(store.getState().starting).toBe(false);
  });
});

describe('runs', () => {
  it('forgets a removed run that was chosen, and Compose with it', async () => {
    const { actions, app } = await open({ learning: { generatorRuns: 3 } });
    const [run] = app.getState().generatorRuns;
    actions.showRun(run.id);
    await actions.removeRun(run);
    expect(generatorChoice.getState().runId).toBeNull();
    expect(app.getState().generatorRuns.map(({ id }) => id)).not.toContain(run.id);
  });
});

describe('evaluating', () => {
  it('keeps what came of it by run and split', async () => {
    const { store, actions, app } = await open({ learning: { generatorRuns: 2 } });
    const [run] = app.getState().generatorRuns;
    const seen: (number | undefined)[] = [];
    store.subscribe(({ evaluating }) => seen.push(evaluating?.progress?.done));
    await actions.evaluate(run);
    expect(seen).toContain(20);
    expect(store.getState().evaluations[evaluationKey(run.id, 'valid')].split).toBe('valid');
    actions.chooseSplit('test');
    expect(store.getState().evaluations[evaluationKey(run.id, 'test')]).toBeUndefined();
    await actions.evaluate(run);
    expect(store.getState().evaluations[evaluationKey(run.id, 'test')].split).toBe('test');
    expect(store.getState().evaluating).toBeNull();
  });

  it('shows what was kept of a run, and nothing where nothing is', async () => {
    const { store, actions, services } = await open();
    await actions.recall({ id: 'a', projectId: 'p' });
    expect(store.getState().evaluations).toEqual({});
    const kept = await services.generation.evaluate({ projectId: 'p', runId: 'a', split: 'valid' });
    services.generation.keptEvaluation = async ({ runId }) => (runId === 'a' ? kept : null);
    await actions.recall({ id: 'a', projectId: 'p' });
    await actions.recall({ id: 'b', projectId: 'p' });
    expect(store.getState().evaluations).toEqual({ [evaluationKey('a', 'valid')]: kept });
  });

  it('says why it could not, of that run and split only', async () => {
    const { store, actions, services } = await open();
    services.generation.evaluate = async () => {
      throw new LabError('bad-data', 'There are no test tunes.');
    };
    await actions.evaluate({ id: 'a', projectId: 'p' });
    const problem = { key: evaluationKey('a', 'valid'), message: 'There are no test tunes.' };
    expect(store.getState()).toMatchObject({ problem, evaluating: null });
  });

  it('stops quietly, and a late answer of a stopped one ends nothing else', async () => {
    const { store, actions, services } = await open();
    services.generation.evaluate = (_, call) =>
      new Promise<GeneratorEvaluation>((_resolve, reject) =>
        call?.signal?.addEventListener('abort', () => reject(new LabError('aborted', 'Stopped.'))),
      );
    const first = actions.evaluate({ id: 'a', projectId: 'p' });
    const second = actions.evaluate({ id: 'b', projectId: 'p' });
    await first;
    expect(store.getState().evaluating?.key).toBe(evaluationKey('b', 'valid'));
    actions.stopEvaluating();
    await second;
    expect(store.getState()).toMatchObject({ evaluating: null, problem: null });
  });
});

describe('why it cannot start', () => {
  const none = { tunes: 0, tokens: 0 };
  const plan = {
    counts: { train: none, valid: none, test: none },
    skipped: [{ tuneId: 'b', reason: 'drums only' }],
    vocabSize: 9,
    parameters: 1,
    steps: 1,
    problems: [],
    warnings: [],
  };
  const fine = { ready: true, tunes: 40, plan, planError: '', training: null };

  it('says the first thing that stands in the way, or nothing', () => {
    expect(whyNotStart(fine)).toBeNull();
    expect(whyNotStart({ ...fine, ready: false })).toContain('Reading');
    expect(whyNotStart({ ...fine, tunes: 0 })).toContain('no tunes yet');
    expect(whyNotStart({ ...fine, plan: null })).toContain('Reading the tunes');
    expect(whyNotStart({ ...fine, planError: 'No.' })).toBe('No.');
    expect(whyNotStart({ ...fine, plan: { ...plan, problems: ['one', 'two'] } })).toBe('one');
  });

  it('names the tunes that are left out', async () => {
    const { app } = await open();
    const [tune] = app.getState().tunes;
    const named = skippedTunes({ skipped: [{ tuneId: tune.id, reason: 'too short' }] }, app.getState().tunes);
    expect(named).toEqual([{ tuneId: tune.id, title: tune.title, reason: 'too short' }]);
    expect(skippedTunes(plan, [])[0].title).toBe('b');
  });
});
