// Every change to tunes, made and taken back around the fake services.
import { expect, it, vi } from 'vitest';
import { createFakeHost } from '../testing/fakeHost';
import { createFakeServices } from '../testing/fakeServices';
import { createAppStore } from './appStore';
import { createHistory } from './history';
import { createTuneEdits } from './tuneEdits';

async function open() {
  const { services, state } = createFakeServices({ tunes: 5, first: 'music' });
  const app = createAppStore(createFakeHost(services));
  await vi.waitFor(() => expect(app.getState().phase).toBe('ready'));
  const edits = createTuneEdits({ services, app, history: createHistory() });
  const titles = () => app.getState().tunes.map((tune) => tune.title);
  return { app, edits, state, titles };
}

it('moves tunes to the trash and brings them back', async () => {
  const { edits, state, titles } = await open();
  await edits.remove(['tune-2', 'tune-4']);
  expect(titles()).toEqual(['Tune 1', 'Tune 3', 'Tune 5']);
  expect([...state.music.trash.keys()]).toEqual(['tune-2', 'tune-4']);
  await edits.undo();
  expect(titles().sort()).toEqual(['Tune 1', 'Tune 2', 'Tune 3', 'Tune 4', 'Tune 5']);
  await edits.redo();
  expect(titles()).toHaveLength(3);
});

it('offers to take a deletion back', async () => {
  const { app, edits } = await open();
  await edits.remove(['tune-1']);
  const [notice] = app.getState().notices;
  expect(notice.message).toBe('1 tune moved to the trash');
  notice.action?.run();
  await vi.waitFor(() => expect(app.getState().tunes).toHaveLength(5));
});

it('renames and takes the former title back; an empty or the same title changes nothing', async () => {
  const { app, edits, titles } = await open();
  const [tune] = app.getState().tunes;
  await edits.rename(tune, '  Greensleeves ');
  expect(titles()[0]).toBe('Greensleeves');
  await edits.undo();
  expect(titles()[0]).toBe('Tune 1');
  await edits.rename(tune, ' ');
  await edits.rename(tune, 'Tune 1');
  await edits.undo();
  expect(titles()[0]).toBe('Tune 1');
});
