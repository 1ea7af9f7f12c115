// The Train store around fake services: what would be trained, what stands in its way, starting, stopping, runs.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import type { Clip } from '../../../shared/contract/clips';
import type { TrainingConfig } from '../../../shared/contract/training';
import type { FeatureClient } from '../../audio/featureClient';
import { shownRun, withLatest } from '../../learning/shownRun';
import { createAppStore } from '../../stores/appStore';
import { createFakeHost } from '../../testing/fakeHost';
import type { FakeHost } from '../../testing/fakeHost';
import { createFakeServices } from '../../testing/fakeServices';
import type { FakeOptions } from '../../testing/fakeServices';
import { createTrainStore } from './trainStore';
import { trainingConfig, whyNotStart } from './trainSelectors';

const settled = (check: () => void) => vi.waitFor(check, { timeout: 3000, interval: 5 });
const quiet = (clipId: string) => ({ clipId, samples: new Float32Array(160), sampleRate: 16_000 });
let close: (() => void) | null = null;
afterEach(() => close?.());

async function open(options: FakeOptions = {}) {
  const hosts: FakeHost[] = [];
  const { services, state } = createFakeServices({
    clipsPerLabel: 20,
    emit: (name, data) => hosts[0]?.emit(name, data),
    override: { clips: { sounds: async ({ clipIds }) => clipIds.map(quiet) } },
    ...options,
    learning: { stepMs: 5, ...options.learning },
  });
  const host = createFakeHost(services);
  hosts.push(host);
  const app = createAppStore(host);
  await settled(() => expect(app.getState().phase).toBe('ready'));
  const mfcc = vi.fn(async () => ({ data: new Float32Array(13), rows: 1, cols: 13 }));
  const features = { mfcc } as unknown as FeatureClient;
  const store = createTrainStore({ services, app, features });
  const detach = store.getState().actions.attach();
  close = () => {
    detach();
    if (app.getState().training) void store.getState().actions.stop();
  };
  await settled(() => expect(store.getState().plan).not.toBeNull());
  const config = () => trainingConfig(store.getState(), app.getState()) as TrainingConfig;
  return { store, app, services, state, host, mfcc, config, actions: store.getState().actions };
}

describe('what would be trained', () => {
  it('begins with the recommended recognizer and every word that has clips', async () => {
    const { config, store } = await open();
    expect(config()).toMatchObject({ recognizer: 'conv-pool', labels: ['yes', 'no', 'up', 'down'] });
    expect(store.getState().plan?.parameters).toBe(98_245);
  });

  it('leaves words out and lets new ones join by themselves', async () => {
    const { config, actions, app } = await open();
    actions.toggleLabel('up', false);
    expect(config().labels).toEqual(['yes', 'no', 'down']);
    const { project, clips } = app.getState();
    if (project === null) throw new Error('no project');
    app.setState({
      project: { ...project, labels: [...project.labels, 'stop', 'empty'] },
      clips: [...clips, { ...clips[0], id: 'new', label: 'stop' } as Clip],
    });
    expect(config().labels).toEqual(['yes', 'no', 'down', 'stop']);
    actions.toggleLabel('up', true);
    expect(config().labels).toContain('up');
  });

  it('keeps seed and backend when another recognizer is chosen', async () => {
    const { config, actions, store } = await open();
    const { settings } = store.getState();
    if (settings === null) throw new Error('no settings');
    actions.setSettings({ ...settings, seed: 7, backend: 'wasm', epochs: 3 });
    actions.choosePreset('gru');
    expect(config()).toMatchObject({ recognizer: 'gru', seed: 7, backend: 'wasm', epochs: 30 });
  });

  it('asks for a plan once typing pauses, and shows why there is none', async () => {
    const plan = vi.fn(async () => {
      throw new LabError('bad-data', 'Two words at least.');
    });
    const { services, store, actions } = await open();
    Object.assign(services.training, { plan });
    for (const label of ['yes', 'no', 'up']) actions.toggleLabel(label, false);
    await settled(() => expect(store.getState().planError).toBe('Two words at least.'));
    expect(plan).toHaveBeenCalledTimes(1);
    expect(store.getState().plan).toBeNull();
  });

  it('takes over the settings and words of an earlier run', async () => {
    const { config, actions, app } = await open({ learning: { runs: 1 } });
    const [run] = app.getState().runs;
    const counts = {
      yes: { train: 1, validation: 0, test: 0 },
      no: { train: 1, validation: 0, test: 0 },
      up: { train: 1, validation: 0, test: 0 },
    };
    actions.reuse({ ...run, counts, config: { ...run.config, dropout: 0.45, labels: ['yes', 'no'] } });
    expect(config()).toMatchObject({ dropout: 0.45, labels: ['yes', 'no', 'down'] });
  });
});

describe('starting and stopping', () => {
  it('computes missing features first, starts, follows the run, stops', async () => {
    const { store, actions, app, mfcc } = await open();
    await actions.start();
    expect(mfcc).toHaveBeenCalledTimes(60);
    expect(app.getState().jobs).toEqual([]);
    expect(store.getState().starting).toBe('no');
    await settled(() => expect(app.getState().training?.epochs.length).toBeGreaterThanOrEqual(1));
    expect(store.getState().chosenRunId).toBe(app.getState().training?.run.id);
    await actions.stop();
    await settled(() => expect(app.getState().training).toBeNull());
    await settled(() => expect(app.getState().runs[0].status).toBe('stopped'));
  });

  it('does not start when the person stops the features, and says nothing: it was asked for', async () => {
    const { actions, app, services, mfcc } = await open();
    const start = vi.spyOn(services.training, 'start');
    mfcc.mockImplementation(async () => {
      app.getState().jobs[0].stop();
      return { data: new Float32Array(13), rows: 1, cols: 13 };
    });
    await actions.start();
    expect(start).not.toHaveBeenCalled();
    expect(app.getState().notices).toEqual([]);
    expect(app.getState().jobs).toEqual([]);
  });

  it("shows the engine's words when a start fails, and can be tried again", async () => {
    const { store, actions, app, services } = await open();
    Object.assign(services.training, {
      start: async () => {
        throw new LabError('busy', 'A run is under way already.');
      },
    });
    await actions.start();
    expect(app.getState().notices[0].message).toBe('A run is under way already.');
    expect(store.getState().starting).toBe('no');
  });
});

describe('timing the backends', () => {
  it('shows the times as they come, takes the fastest, and asking again stops it quietly', async () => {
    const { store, actions, app, services } = await open();
    const seen: number[] = [];
    store.subscribe(({ duel }) => duel !== null && seen.push(duel.timings.length));
    await actions.timeBackends();
    expect(seen[0]).toBe(1);
    expect(store.getState()).toMatchObject({ duelling: false, duel: { fastest: 'wasm' } });
    expect(store.getState().settings?.backend).toBe('wasm');
    services.training.duel = (_, call) =>
      new Promise((_resolve, reject) =>
        call?.signal?.addEventListener('abort', () => reject(new LabError('aborted', 'Stopped.'))),
      );
    const timing = actions.timeBackends();
    expect(store.getState()).toMatchObject({ duelling: true, duel: null });
    void actions.timeBackends();
    await timing;
    expect(store.getState().duelling).toBe(false);
    expect(app.getState().notices).toEqual([]);
  });
});

describe('why it cannot start', () => {
  const plan = { counts: {}, parameters: 1, steps: 1, problems: [], warnings: [] };
  const fine = { ready: true, clips: 40, outputs: 3, plan, planError: '', training: null };

  it('says the first thing that stands in the way, or nothing', () => {
    expect(whyNotStart(fine)).toBeNull();
    expect(whyNotStart({ ...fine, ready: false })).toContain('Reading');
    expect(whyNotStart({ ...fine, clips: 0 })).toContain('no clips yet');
    expect(whyNotStart({ ...fine, outputs: 1 })).toContain('at least two');
    expect(whyNotStart({ ...fine, plan: null })).toContain('Checking');
    expect(whyNotStart({ ...fine, planError: 'No clips.' })).toBe('No clips.');
    expect(whyNotStart({ ...fine, plan: { ...plan, problems: ['yes has 1 clip.', 'no'] } })).toBe(
      'yes has 1 clip.',
    );
  });
});

describe('runs', () => {
  it('shows the chosen run, else the one under way, else the newest', async () => {
    const { app } = await open({ learning: { runs: 3 } });
    const { runs } = app.getState();
    const training = { run: { ...runs[0], id: 'now' }, progress: null, epochs: [] };
    expect(shownRun(runs, null, null, 'sample')?.id).toBe(runs[0].id);
    expect(shownRun(runs, training, null, 'sample')?.id).toBe('now');
    expect(shownRun(runs, training, runs[2].id, 'sample')?.id).toBe(runs[2].id);
    expect(shownRun(runs, training, 'gone', 'sample')?.id).toBe('now');
    expect(shownRun(runs, training, null, 'other')?.id).toBe(runs[0].id);
    expect(shownRun([], null, null, 'sample')).toBeNull();
  });

  it('reads curves of ended runs and forgets a removed one', async () => {
    const { store, actions, app } = await open({ learning: { runs: 3 } });
    const [run] = app.getState().runs;
    await actions.loadCurves(run);
    expect(store.getState().curves[run.id]).toHaveLength(run.epochsDone);
    actions.showRun(run.id);
    await actions.removeRun(run);
    expect(store.getState().chosenRunId).toBeNull();
    expect(app.getState().runs.map(({ id }) => id)).not.toContain(run.id);
  });

  it('counts the epochs of a run under way as they come', async () => {
    const { app, services } = await open({ learning: { runs: 1 } });
    const [run] = app.getState().runs;
    const epochs = await services.runs.metrics({ projectId: run.projectId, runId: run.id });
    const training = { run, progress: null, epochs: epochs.slice(0, 4) };
    expect(withLatest({ ...run, epochsDone: 0 }, training).epochsDone).toBe(4);
    expect(withLatest({ ...run, id: 'other', epochsDone: 0 }, training).epochsDone).toBe(0);
  });
});
