// The shared state around a fake engine: what it reads, what it follows, what it survives.
import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/contract/errors';
import type { RecognizerRun, TrainingProgress } from '../../shared/contract/training';
import { createFakeHost } from '../testing/fakeHost';
import { createFakeServices } from '../testing/fakeServices';
import type { FakeOptions } from '../testing/fakeServices';
import { createAppStore } from './appStore';

const settled = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });

async function open(options: FakeOptions = {}) {
  const { services, state } = createFakeServices({ clipsPerLabel: 3, ...options });
  const host = createFakeHost(services);
  const app = createAppStore(host);
  await settled(() => expect(app.getState().phase).not.toBe('starting'));
  return { app, host, services, state };
}

const run = { id: 'r1', projectId: 'sample', status: 'running' } as RecognizerRun;
const progress = { projectId: 'sample', runId: 'r1', epoch: 2, epochs: 10 } as TrainingProgress;

describe('app store', () => {
  it('opens the first project with its clips and a colour of their own for its labels', async () => {
    const { app } = await open();
    const { project, clips, labelColor } = app.getState();
    expect(project?.labels).toEqual(['yes', 'no', 'up', 'down']);
    expect(clips).toHaveLength(12);
    expect(new Set(project?.labels.map(labelColor)).size).toBe(4);
  });

  it('makes the sample project where there is none', async () => {
    const { app } = await open({ override: { projects: { list: async () => [] } } });
    expect(app.getState().project?.sample).toBe(true);
  });

  it('says why the library cannot be opened', async () => {
    const locked = () => Promise.reject(new LabError('library-locked', 'Another Earshot has it since 9:00.'));
    const { app } = await open({ override: { projects: { list: locked } } });
    expect(app.getState()).toMatchObject({ phase: 'failed', failure: 'Another Earshot has it since 9:00.' });
  });

  it('reads clips again when the engine says that they changed', async () => {
    const { app, host, state } = await open();
    state.clips = state.clips.slice(1);
    host.emit('clips.changed', { projectId: 'another' });
    host.emit('clips.changed', { projectId: 'sample' });
    await settled(() => expect(app.getState().clips).toHaveLength(11));
  });

  it('reads everything again after a reconnect, and picks up a running training', async () => {
    let running: { run: RecognizerRun; progress: TrainingProgress } | null = null;
    const { app, host, state } = await open({ override: { training: { current: async () => running } } });
    running = { run, progress };
    state.clips = [];
    host.status.setState({ phase: 'connected', reason: '', connections: 2 });
    await settled(() => expect(app.getState().training?.run.id).toBe('r1'));
    expect(app.getState().clips).toHaveLength(0);
  });

  it('follows a training: its start, its epochs, its end', async () => {
    let running: { run: RecognizerRun; progress: TrainingProgress | null } | null = { run, progress: null };
    const { app, host } = await open({ override: { training: { current: async () => running } } });
    host.emit('training.progress', progress);
    await settled(() => expect(app.getState().training?.progress?.epoch).toBe(2));
    host.emit('training.epoch', { projectId: 'sample', runId: 'r1', metrics: { epoch: 1 } as never });
    expect(app.getState().training?.epochs.map((one) => one.epoch)).toEqual([1]);
    running = null;
    host.emit('runs.changed', { projectId: 'sample', runId: 'r1' });
    await settled(() => expect(app.getState().training).toBeNull());
  });

  it('shows an error in its own words, but not one the person asked for', async () => {
    const { app } = await open();
    const { actions } = app.getState();
    expect(await actions.attempt(() => Promise.reject(new LabError('disk-full', 'The disk is full.')))).toBe(
      false,
    );
    await actions.attempt(() => Promise.reject(new LabError('aborted', 'Stopped.')));
    expect(app.getState().notices.map((notice) => notice.message)).toEqual(['The disk is full.']);
    actions.dismiss(app.getState().notices[0].id);
    expect(app.getState().notices).toEqual([]);
  });

  it('leaves a lost connection to the banner', async () => {
    const { app, host } = await open();
    host.status.setState({ phase: 'lost', reason: 'gone' });
    app.getState().actions.report(new LabError('engine-lost', 'gone'));
    expect(app.getState().notices).toEqual([]);
  });

  it('opens another project when the open one is removed', async () => {
    const { app } = await open();
    await app.getState().actions.createProject('Mine', ['on']);
    expect(app.getState().project?.name).toBe('Mine');
    await app.getState().actions.removeProject('mine');
    expect(app.getState().project).not.toBeNull();
  });
});
