// @vitest-environment happy-dom
// Screens and projects of two kinds keep together, also for a person who is quicker than the engine.
import { act } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Lab } from '../lab';
import { LabContext } from '../lab';
import { createAppStore } from '../stores/appStore';
import { createFakeHost } from '../testing/fakeHost';
import { createFakeServices } from '../testing/fakeServices';
import type { FakeOptions } from '../testing/fakeServices';
import { renderPart } from '../testing/renderPart';
import type { RenderedPart } from '../testing/renderPart';
import type { ScreenName } from './route';
import { hrefOf, useRoute } from './route';
import { useProjectOfScreen } from './useProjectOfScreen';

function Probe() {
  const { screen } = useRoute();
  useProjectOfScreen(screen);
  return <p>{screen}</p>;
}

let rendered: RenderedPart | null = null;
afterEach(() => {
  rendered?.unmount();
  rendered = null;
});

async function open(hash: string, options: FakeOptions = {}) {
  window.location.hash = hash;
  const { services } = createFakeServices({ clipsPerLabel: 1, tunes: 2, ...options });
  const app = createAppStore(createFakeHost(services));
  rendered = renderPart(
    <LabContext value={{ app } as unknown as Lab}>
      <Probe />
    </LabContext>,
  );
  const go = (screen: ScreenName) =>
    act(() => {
      window.location.hash = hrefOf(screen);
      window.dispatchEvent(new Event('hashchange'));
    });
  const settled = (screen: ScreenName, kind: string) =>
    act(() =>
      vi.waitFor(() => {
        expect(app.getState().project?.kind).toBe(kind);
        expect(window.location.hash).toBe(hrefOf(screen));
      }),
    );
  await act(() => vi.waitFor(() => expect(app.getState().phase).toBe('ready')));
  return { app, go, settled };
}

it('opens a project of music for a screen of music, and one of speech on the way back', async () => {
  const { go, settled } = await open('#/words');
  go('compose');
  await settled('compose', 'music');
  go('test');
  await settled('test', 'speech');
});

it('goes to the first screen of the kind of the project that is opened', async () => {
  const { app, settled } = await open('#/train');
  await act(() => app.getState().actions.openSample('music'));
  await settled('tunes', 'music');
});

it('takes an address at its word: a screen of music opens a project of music at the start', async () => {
  const { settled } = await open('#/generators');
  await settled('generators', 'music');
});

it('goes to the screens of the project that was open last where the address names none', async () => {
  const { settled } = await open('', { first: 'music' });
  await settled('tunes', 'music');
});

it('lets the last wish win where the project comes after the person has gone back', async () => {
  const { app, go, settled } = await open('#/words');
  const { openKind } = app.getState().actions;
  let release = () => undefined as void;
  const gate = new Promise<void>((resolve) => (release = resolve));
  app.getState().actions.openKind = vi.fn(async (kind) => {
    if (kind === 'music') await gate;
    return openKind(kind);
  });
  go('tunes');
  go('live');
  release();
  await settled('live', 'speech');
  await act(() => new Promise((resolve) => setTimeout(resolve, 30)));
  await settled('live', 'speech');
});

it('stays with the project there is where none of the other kind can be opened', async () => {
  const openSample = () => Promise.reject(new Error('no assets'));
  const { app, go, settled } = await open('#/words', { override: { projects: { openSample } } });
  app.setState({ projects: app.getState().projects.filter(({ kind }) => kind === 'speech') });
  go('tunes');
  await settled('words', 'speech');
  expect(app.getState().notices).toHaveLength(1);
});
