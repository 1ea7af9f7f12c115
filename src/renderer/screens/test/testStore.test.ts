// The Test store around fake services: evaluating, stopping, opening cells, hearing clips, exporting.

import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import { defaultDecoderConfig } from '../../../shared/contract/live';
import { createPlayer } from '../../audio/player';
import { createAppStore } from '../../stores/appStore';
import { createFakeHost } from '../../testing/fakeHost';
import { createFakeServices } from '../../testing/fakeServices';
import { moveInList } from './ClipList';
import { listTitle, speakerWords, splitWords } from './headlineWords';
import { createTestStore, listedClips } from './testStore';

const settled = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });

async function open(runs = 3) {
  const { services } = createFakeServices({ learning: { runs } });
  const app = createAppStore(createFakeHost(services));
  await settled(() => expect(app.getState().phase).toBe('ready'));
  const playClip = vi.fn(async (_projectId: string, _clipId: string) => undefined);
  const player = { ...createPlayer(() => Promise.reject(new Error('unused'))), playClip };
  const store = createTestStore({ services, app, player });
  return { store, services, app, playClip, run: app.getState().runs[0], actions: store.getState().actions };
}

describe('evaluating', () => {
  it('shows progress, then the result with its largest confusion listed', async () => {
    const { store, actions, run } = await open();
    const seen: unknown[] = [];
    store.subscribe((state) => seen.push(state.progress));
    await actions.evaluate(run);
    const { evaluation, phase, listed } = store.getState();
    expect(seen).toContainEqual({ done: 20, total: 40 });
    expect(phase).toBe('idle');
    expect(evaluation).toMatchObject({ runId: run.id, split: 'test' });
    expect(listed.kind).toBe('cell');
    expect(listedClips(evaluation, listed).every((one) => one.label !== one.predicted)).toBe(true);
  });

  it('refreshes the runs, so that the table has the test accuracy', async () => {
    const { actions, run, app } = await open();
    expect(run.testAccuracy).toBeNull();
    await actions.evaluate(run);
    await settled(() =>
      expect(app.getState().runs.find(({ id }) => id === run.id)?.testAccuracy).not.toBeNull(),
    );
  });

  it('says why it could not, in the words of the engine', async () => {
    const { store, services, actions, run } = await open();
    services.evaluation.evaluate = () => Promise.reject(new LabError('bad-model', 'weights.bin is missing.'));
    await actions.evaluate(run);
    expect(store.getState()).toMatchObject({
      phase: 'idle',
      problem: 'weights.bin is missing.',
      evaluation: null,
    });
  });

  it('stops at once and says nothing about it', async () => {
    const { store, services, actions, run } = await open();
    services.evaluation.evaluate = (_, call) =>
      new Promise((_resolve, reject) =>
        call?.signal?.addEventListener('abort', () => reject(new LabError('aborted', 'Stopped.'))),
      );
    const done = actions.evaluate(run);
    actions.stop();
    await done;
    expect(store.getState()).toMatchObject({ phase: 'idle', problem: '', evaluation: null });
  });

  it('lets the newest question win', async () => {
    const { store, services, actions, run } = await open();
    const evaluate = services.evaluation.evaluate.bind(services.evaluation);
    let release = () => undefined as void;
    services.evaluation.evaluate = (options, call) =>
      options.split === 'test'
        ? new Promise((resolve) => (release = () => resolve(evaluate(options, call))))
        : evaluate(options, call);
    const first = actions.evaluate(run);
    actions.chooseSplit('all');
    await actions.evaluate(run);
    release();
    await first;
    expect(store.getState().evaluation?.split).toBe('all');
  });

  it('shows a run evaluated before without being asked, and forgets the other one', async () => {
    const { store, services, actions, app, run } = await open();
    const evaluate = vi.spyOn(services.evaluation, 'evaluate');
    await actions.show(run);
    expect(evaluate).not.toHaveBeenCalled();
    const tested = app.getState().runs.find(({ testAccuracy }) => testAccuracy !== null);
    if (tested === undefined) throw new Error('no tested run');
    await actions.show(tested);
    expect(store.getState().evaluation?.runId).toBe(tested.id);
    await actions.show(run);
    expect(store.getState().evaluation).toBeNull();
  });
});

describe('hearing the clips of a cell', () => {
  it('plays the most wrong one first and goes on', async () => {
    const { store, actions, run, playClip } = await open();
    actions.chooseSplit('all');
    await actions.evaluate(run);
    actions.open({ kind: 'wrong' });
    const clips = listedClips(store.getState().evaluation, { kind: 'wrong' });
    expect(playClip).toHaveBeenLastCalledWith('sample', clips[0].clipId);
    expect(store.getState().opened).toBe(1);
    actions.play(2);
    expect(playClip).toHaveBeenLastCalledWith('sample', clips[2].clipId);
    expect(store.getState().active).toBe(2);
  });

  it('stays silent and keeps the focus where it is for an empty cell', async () => {
    const { store, actions, run, playClip } = await open();
    await actions.evaluate(run);
    actions.open({ kind: 'cell', cell: { row: 0, column: 3 } });
    expect(playClip).not.toHaveBeenCalled();
    expect(store.getState()).toMatchObject({ opened: 0, listed: { kind: 'cell' } });
  });

  it('moves in the list with the keys and stops at its ends', () => {
    expect(moveInList('ArrowDown', 0, 3)).toBe(1);
    expect(moveInList('ArrowUp', 0, 3)).toBeNull();
    expect(moveInList('End', 0, 3)).toBe(2);
    expect(moveInList(' ', 1, 3)).toBe(1);
    expect(moveInList('x', 1, 3)).toBeNull();
    expect(moveInList('Enter', 0, 0)).toBeNull();
  });
});

describe('exporting', () => {
  it('takes the tuned decoder along where there is one', async () => {
    const { store, services, actions, run } = await open();
    const exportModel = vi.spyOn(services.models, 'exportModel');
    await actions.exportModel(run, null);
    expect(exportModel.mock.lastCall?.[0]).toEqual({ projectId: 'sample', runId: run.id, format: 'tfjs' });
    expect(store.getState()).toMatchObject({ exporting: false, exported: { tuned: false, runId: run.id } });
    const tuned = { ...defaultDecoderConfig, threshold: 0.5 };
    await actions.exportModel(run, tuned);
    expect(exportModel.mock.lastCall?.[0].decoder).toEqual(tuned);
    expect(store.getState().exported?.tuned).toBe(true);
  });
});

describe('what is said beside the score', () => {
  it('warns of voices heard in training, by name while they are few', () => {
    expect(speakerWords({ split: 'test', sharedSpeakers: [] }).leak).toBe(false);
    expect(speakerWords({ split: 'test', sharedSpeakers: ['ada'] }).text).toContain(
      '1 speaker is heard in training too (ada)',
    );
    const many = speakerWords({ split: 'test', sharedSpeakers: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] });
    expect(many.text).toContain('7 speakers are');
    expect(many.text).toContain('and 2 more');
    expect(speakerWords({ split: 'train', sharedSpeakers: [] }).leak).toBe(true);
  });

  it('explains every split but the one that needs no explanation', () => {
    expect(splitWords('test')).toBeNull();
    for (const split of ['train', 'validation', 'all'] as const) expect(splitWords(split)).toMatch(/clips/);
  });

  it('names what is listed', async () => {
    const { store, actions, run } = await open();
    await actions.evaluate(run);
    const { evaluation } = store.getState();
    expect(listTitle(evaluation, { kind: 'cell', cell: { row: 0, column: 1 } }, 3)).toBe(
      'yes taken for no: 3 clips',
    );
    expect(listTitle(evaluation, { kind: 'cell', cell: { row: 1, column: 1 } }, 0)).toBe(
      'no recognised: no clips',
    );
    expect(listTitle(evaluation, { kind: 'wrong' }, 0)).toBe('No mistakes');
    expect(listTitle(null, { kind: 'wrong' }, 0)).toBe('Clips');
  });
});
