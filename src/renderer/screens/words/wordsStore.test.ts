// The Words store around fake services and a feature worker that answers at once.
import { describe, expect, it, vi } from 'vitest';
import type { FeatureClient } from '../../audio/featureClient';
import { createPlayer } from '../../audio/player';
import { createSoundCache } from '../../audio/soundCache';
import type { Lab } from '../../lab';
import { createAppStore } from '../../stores/appStore';
import { createHistory } from '../../stores/history';
import { createFakeHost } from '../../testing/fakeHost';
import { createFakeServices } from '../../testing/fakeServices';
import { createWordsStore } from './wordsStore';

const settled = (check: () => void) => vi.waitFor(check, { timeout: 2000, interval: 5 });

async function open() {
  const { services, state } = createFakeServices({ clipsPerLabel: 5 });
  const host = createFakeHost(services);
  const app = createAppStore(host);
  await settled(() => expect(app.getState().phase).toBe('ready'));
  const matrix = { data: new Float32Array(26), rows: 1, cols: 26 };
  const picture = vi.fn(async () => ({ logMel: matrix, mfcc: matrix, duration: 1 }));
  const sounds = createSoundCache(services.clips);
  const lab = {
    services,
    on: host.on,
    host,
    app,
    sounds,
    history: createHistory(),
    player: createPlayer(sounds.get),
    features: { picture } as unknown as FeatureClient,
  } as unknown as Lab;
  return { words: createWordsStore(lab), app, state, picture, matrix };
}

describe('words store', () => {
  it('shows the first clip at once', async () => {
    const { words } = await open();
    await settled(() =>
      expect(words.store.getState().picture).toMatchObject({ phase: 'ready', clipId: 'clip-yes-0' }),
    );
  });

  it('shows the clip wanted last, though another one was asked for before', async () => {
    const { words, picture, matrix } = await open();
    await settled(() => expect(words.store.getState().picture.phase).toBe('ready'));
    let answerLate = () => undefined as void;
    const result = { logMel: matrix, mfcc: matrix, duration: 1 };
    picture.mockImplementationOnce(() => new Promise((resolve) => (answerLate = () => resolve(result))));
    words.actions.move(1, false);
    await settled(() => expect(picture).toHaveBeenCalledTimes(2));
    words.actions.move(1, false);
    const wanted = { phase: 'ready', clipId: 'clip-yes-2' };
    await settled(() => expect(words.store.getState().picture).toMatchObject(wanted));
    answerLate();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(words.store.getState().picture).toMatchObject(wanted);
  });

  it('focuses the next clip after one went to the trash', async () => {
    const { words } = await open();
    words.actions.select('clip-yes-1', 'only');
    await words.actions.removeSelected();
    expect(words.store.getState().selection.focused).toBe('clip-yes-2');
    expect(words.store.getState().shown).toHaveLength(19);
  });

  it('draws what is tried at once, and says what is wrong without drawing it', async () => {
    const { words, picture } = await open();
    await settled(() => expect(words.store.getState().picture.phase).toBe('ready'));
    words.actions.tryFeatures({ melBands: 40 });
    await settled(() => expect(words.store.getState().picture).toMatchObject({ config: { melBands: 40 } }));
    const drawn = picture.mock.calls.length;
    words.actions.tryFeatures({ coefficients: 41 });
    expect(words.store.getState().featureProblem?.path).toBe('coefficients');
    expect(picture.mock.calls.length).toBe(drawn);
  });

  it('keeps a configuration for the project, and goes back to it', async () => {
    const { words, app } = await open();
    words.actions.tryFeatures({ melBands: 40 });
    await words.actions.keepFeatures();
    expect(app.getState().project?.features.melBands).toBe(40);
    words.actions.tryFeatures({ melBands: 20 });
    words.actions.resetFeatures();
    expect(words.store.getState().features.melBands).toBe(40);
  });

  it('keeps a dragged trim only when it is let go', async () => {
    const { words, app } = await open();
    words.actions.dragTrim({ start: 0.3, end: 0.5 }, false);
    expect(words.store.getState().trimDraft).toEqual({ start: 0.3, end: 0.5 });
    expect(app.getState().clips[0].trim).not.toEqual({ start: 0.3, end: 0.5 });
    words.actions.dragTrim({ start: 0.3, end: 0.5 }, true);
    await settled(() => expect(app.getState().clips[0].trim).toEqual({ start: 0.3, end: 0.5 }));
    expect(words.store.getState().trimDraft).toBeNull();
  });

  it('reveals a clip that the filter hides', async () => {
    const { words } = await open();
    words.actions.setFilter({ label: 'no' });
    words.actions.reveal('clip-up-3');
    expect(words.store.getState().selection.focused).toBe('clip-up-3');
    expect(words.store.getState().filter.label).toBeNull();
  });
});
