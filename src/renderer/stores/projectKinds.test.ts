// Projects of two kinds around a fake engine: which is opened, what is read, where runs go.
import { afterEach, expect, it, vi } from 'vitest';
import type { ProjectSummary } from '../../shared/contract/projects';
import type { Run } from '../../shared/contract/training';
import { createFakeHost } from '../testing/fakeHost';
import { createFakeServices } from '../testing/fakeServices';
import type { FakeOptions } from '../testing/fakeServices';
import { createAppStore } from './appStore';
import { composeInbox, handToCompose, takeComposeWish } from './composeInbox';
import { byKind, lastOfKind } from './projectActions';

async function open(options: FakeOptions = {}) {
  const { services, state } = createFakeServices({ clipsPerLabel: 3, tunes: 4, ...options });
  const host = createFakeHost(services);
  const app = createAppStore(host);
  await vi.waitFor(() => expect(app.getState().phase).toBe('ready'));
  return { app, host, state, actions: app.getState().actions };
}

afterEach(() => vi.unstubAllGlobals());

it('reads clips of a speech project and tunes of a music project, never both', async () => {
  const { app, actions } = await open();
  expect([app.getState().clips.length, app.getState().tunes.length]).toEqual([12, 0]);
  await actions.openKind('music');
  expect(app.getState().project?.kind).toBe('music');
  expect([app.getState().clips.length, app.getState().tunes.length]).toEqual([0, 4]);
  await actions.openKind('speech');
  expect([app.getState().clips.length, app.getState().tunes.length]).toEqual([12, 0]);
});

it('keeps the runs of each kind where its screens look for them', async () => {
  const { app, actions } = await open({ learning: { runs: 2, generatorRuns: 1 } });
  expect([app.getState().runs.length, app.getState().generatorRuns.length]).toEqual([2, 0]);
  await actions.openKind('music');
  expect([app.getState().runs.length, app.getState().generatorRuns.length]).toEqual([0, 1]);
  const mixed = [
    { kind: 'generator', id: 'g' },
    { kind: 'recognizer', id: 'r' },
  ] as Run[];
  expect(byKind(mixed)).toMatchObject({ runs: [{ id: 'r' }], generatorRuns: [{ id: 'g' }] });
});

it('makes the sample of a kind that has no project', async () => {
  const { app, actions } = await open({ override: { projects: { list: async () => [] } } });
  await actions.openKind('music');
  expect(app.getState().project).toMatchObject({ kind: 'music', sample: true });
});

it('opens the project of a kind that was open last, else the one changed last', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  const projects = [
    { id: 'words', kind: 'speech' },
    { id: 'jigs', kind: 'music' },
    { id: 'reels', kind: 'music' },
  ] as ProjectSummary[];
  expect(lastOfKind(projects, 'music')).toBe('jigs');
  kept.set('earshot.project.music', '"reels"');
  expect(lastOfKind(projects, 'music')).toBe('reels');
  kept.set('earshot.project.music', '"deleted"');
  expect(lastOfKind(projects, 'music')).toBe('jigs');
  expect(lastOfKind([], 'music')).toBeNull();
});

it('reads tunes again when the engine says that they changed', async () => {
  const { app, host, state } = await open({ first: 'music' });
  state.music.tunes = state.music.tunes.slice(1);
  host.emit('tunes.changed', { projectId: 'another' });
  host.emit('tunes.changed', { projectId: 'starter-tunes' });
  await vi.waitFor(() => expect(app.getState().tunes).toHaveLength(3));
});

it('follows the training of a generator', async () => {
  const { app, state, actions } = await open({ first: 'music', learning: { stepMs: 1 } });
  const { services } = createFakeServices();
  const [preset] = await services.generators.presets({});
  const run = {
    id: 'g1',
    kind: 'generator',
    projectId: state.music.project.id,
    config: preset.config,
  } as Run;
  app.setState({ training: { run, progress: null, epochs: [] } });
  expect(app.getState().training?.run.kind).toBe('generator');
  await actions.refresh();
  expect(app.getState().training).toBeNull();
});

it('hands Compose one tune, the last one asked for, once', () => {
  handToCompose({ kind: 'open', tuneId: 'a' });
  handToCompose({ kind: 'primer', tuneId: 'b' });
  expect(composeInbox.getState().wish?.tuneId).toBe('b');
  expect(takeComposeWish()).toEqual({ kind: 'primer', tuneId: 'b' });
  expect(takeComposeWish()).toBeNull();
});
