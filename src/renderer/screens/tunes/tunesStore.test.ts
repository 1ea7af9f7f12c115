// The Tunes screen's store around fake services and a player without sound.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { LabError } from '../../../shared/contract/errors';
import type { Lab } from '../../lab';
import { createAppStore } from '../../stores/appStore';
import { composeInbox } from '../../stores/composeInbox';
import { createHistory } from '../../stores/history';
import { createFakeHost } from '../../testing/fakeHost';
import { createFakeScorePlayer } from '../../testing/fakeScorePlayer';
import { createFakeServices } from '../../testing/fakeServices';
import type { FakeOptions } from '../../testing/fakeServices';
import { subsetOfIds } from './collection';
import { showBar } from './showBar';
import { createTunesStore } from './tunesStore';

async function open(options: FakeOptions = {}) {
  const { services, state } = createFakeServices({ tunes: 12, first: 'music', ...options });
  const host = createFakeHost(services);
  const app = createAppStore(host);
  await vi.waitFor(() => expect(app.getState().phase).toBe('ready'));
  const scorePlayer = createFakeScorePlayer();
  const lab = { services, app, scorePlayer, history: createHistory() } as unknown as Lab;
  const tunes = createTunesStore(lab);
  return { lab, app, host, state, tunes, player: scorePlayer.store, get: tunes.store.getState };
}

beforeEach(() => vi.stubGlobal('window', { location: { hash: '' } }));

describe('tunes store', () => {
  it('focuses the first tune and fetches its notes', async () => {
    const { get } = await open();
    expect(get().selection.focused).toBe('tune-1');
    await vi.waitFor(() => expect(get().score).toMatchObject({ phase: 'ready', tuneId: 'tune-1' }));
  });

  it('says why notes cannot be shown', async () => {
    const scores = () => Promise.reject(new LabError('bad-score', 'scores/x.mid was altered.'));
    const { get } = await open({ override: { tunes: { scores } } });
    await vi.waitFor(() =>
      expect(get().score).toMatchObject({ phase: 'failed', message: 'scores/x.mid was altered.' }),
    );
  });

  it('learns the splits from the collection, and sorts by them', async () => {
    const { get, tunes } = await open();
    await vi.waitFor(() => expect(get().splits.size).toBe(12));
    tunes.actions.sortBy('split');
    const order = get().shown.map((tune) => get().splits.get(tune.id));
    expect(order.slice(0, 1)).toEqual(['train']);
    expect(order.at(-1)).toBe('test');
  });

  it('plays the tune in focus, and stops', async () => {
    const { tunes, player } = await open();
    tunes.actions.move(2, false);
    tunes.actions.playOrStop();
    await vi.waitFor(() => expect(player.getState()).toMatchObject({ status: 'playing', scoreId: 'tune-3' }));
    tunes.actions.playOrStop();
    expect(player.getState().status).toBe('stopped');
  });

  it('moves the playhead without a sound, and goes on from there while it plays', async () => {
    const { tunes, player } = await open();
    tunes.actions.seek(16);
    await vi.waitFor(() => expect(player.getState()).toMatchObject({ scoreId: 'tune-1', step: 16 }));
    expect(player.getState().status).toBe('stopped');
    tunes.actions.playOrStop();
    await vi.waitFor(() => expect(player.getState().status).toBe('playing'));
    tunes.actions.seek(32);
    expect(player.getState().step).toBe(32);
    tunes.actions.playOrStop();
  });

  it('deletes the selected and focuses what took their place; undo brings them back', async () => {
    const { tunes, get } = await open();
    tunes.actions.select('tune-3', 'only');
    tunes.actions.select('tune-5', 'extend');
    await tunes.actions.removeSelected();
    expect(get().shown).toHaveLength(9);
    expect(get().selection.focused).toBe('tune-6');
    await tunes.edits.undo();
    expect(get().shown).toHaveLength(12);
  });

  it('renames once, whether by key or by leaving the field', async () => {
    const { tunes, get, lab } = await open();
    tunes.actions.startRenaming();
    expect(get().renaming).toBe('tune-1');
    tunes.actions.finishRenaming('Mine');
    tunes.actions.finishRenaming('Mine');
    await vi.waitFor(() => expect(get().shown[0].title).toBe('Mine'));
    expect(lab.history.store.getState().done).toHaveLength(1);
  });

  it('opens the tune in Compose where no generator can write on from it, and says so', async () => {
    const { tunes, app } = await open();
    tunes.actions.useAsPrimer();
    expect(composeInbox.getState().wish?.kind).toBe('open');
    expect(app.getState().notices[0].message).toContain('No generator is trained yet');
  });

  it('hands the tune in focus to Compose', async () => {
    const { tunes } = await open({ learning: { generatorRuns: 1 } });
    tunes.actions.useAsPrimer();
    expect(composeInbox.getState().wish).toEqual({ kind: 'primer', tuneId: 'tune-1' });
    expect(window.location.hash).toBe('#/compose');
  });

  it('shows what a bar counts, and all tunes again at the second press', async () => {
    const { tunes, get, lab, app } = await open();
    const bar = { by: 'pitchClass', title: 'With the note C', pitchClass: 0 } as const;
    await showBar(lab, tunes, bar);
    expect(get().filter.subset?.title).toBe('With the note C');
    const some = get().shown.length;
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(12);
    expect(app.getState().jobs).toEqual([]);
    await showBar(lab, tunes, bar);
    expect(get().shown).toHaveLength(12);
  });

  it('reveals a tune whatever the list is narrowed to', async () => {
    const { tunes, get } = await open();
    tunes.actions.setPane('collection');
    tunes.actions.showSubset(subsetOfIds('One', ['tune-2']));
    tunes.actions.reveal('tune-9');
    expect(get()).toMatchObject({ pane: 'tune', filter: { subset: null } });
    expect(get().selection.focused).toBe('tune-9');
  });
});
