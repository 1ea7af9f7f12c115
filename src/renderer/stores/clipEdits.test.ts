// Every change to clips and labels, made and taken back around the fake services.
import { describe, expect, it, vi } from 'vitest';
import { LabError } from '../../shared/contract/errors';
import { createFakeHost } from '../testing/fakeHost';
import { createFakeServices } from '../testing/fakeServices';
import { createAppStore } from './appStore';
import { createClipEdits } from './clipEdits';
import { createHistory } from './history';

async function open() {
  const { services, state } = createFakeServices({ clipsPerLabel: 3 });
  const app = createAppStore(createFakeHost(services));
  await vi.waitFor(() => expect(app.getState().phase).toBe('ready'));
  const edits = createClipEdits({ services, app, history: createHistory() });
  const labelsOf = (...ids: string[]) =>
    ids.map((id) => app.getState().clips.find((clip) => clip.id === id)?.label);
  return { app, services, state, edits, labelsOf };
}

describe('clip edits', () => {
  it('moves clips to the trash and brings them back', async () => {
    const { app, edits, state } = await open();
    await edits.remove(['clip-yes-0', 'clip-no-1']);
    expect(app.getState().clips).toHaveLength(10);
    expect([...state.trash.keys()]).toEqual(['clip-yes-0', 'clip-no-1']);
    await edits.undo();
    expect(app.getState().clips).toHaveLength(12);
    await edits.redo();
    expect(app.getState().clips).toHaveLength(10);
  });

  it('offers to take a deletion back', async () => {
    const { app, edits } = await open();
    await edits.remove(['clip-yes-0']);
    const notice = app.getState().notices[0];
    expect(notice.message).toBe('1 clip moved to the trash');
    notice.action?.run();
    await vi.waitFor(() => expect(app.getState().clips).toHaveLength(12));
  });

  it('gives back to each clip the label it had', async () => {
    const { edits, labelsOf } = await open();
    await edits.relabel(['clip-yes-0', 'clip-no-0', 'clip-up-0'], 'up');
    expect(labelsOf('clip-yes-0', 'clip-no-0')).toEqual(['up', 'up']);
    await edits.undo();
    expect(labelsOf('clip-yes-0', 'clip-no-0', 'clip-up-0')).toEqual(['yes', 'no', 'up']);
  });

  it('changes a trim and takes it back', async () => {
    const { app, edits } = await open();
    const clip = app.getState().clips[0];
    await edits.setTrim(clip, { start: 0.2, end: 0.6 });
    expect(app.getState().clips[0].trim).toEqual({ start: 0.2, end: 0.6 });
    await edits.undo();
    expect(app.getState().clips[0].trim).toEqual(clip.trim);
  });

  it('removes a label with its clips and brings both back', async () => {
    const { app, edits } = await open();
    await edits.removeLabel('no');
    expect(app.getState().project?.labels).toEqual(['yes', 'up', 'down']);
    expect(app.getState().clips).toHaveLength(9);
    await edits.undo();
    expect(app.getState().project?.labels).toContain('no');
    expect(app.getState().clips).toHaveLength(12);
  });

  it('renames a label, and back', async () => {
    const { app, edits, labelsOf } = await open();
    await edits.renameLabel('no', 'nein');
    expect(labelsOf('clip-no-0')).toEqual(['nein']);
    await edits.undo();
    await vi.waitFor(() => expect(labelsOf('clip-no-0')).toEqual(['no']));
    expect(app.getState().project?.labels).toEqual(['yes', 'no', 'up', 'down']);
  });

  it('says what is wrong with a label and remembers nothing', async () => {
    const { edits, app } = await open();
    await expect(edits.addLabel('yes')).rejects.toBeInstanceOf(LabError);
    await edits.undo();
    expect(app.getState().notices).toEqual([]);
  });

  it('does not remember a deletion the engine refused', async () => {
    const { app, edits, services } = await open();
    services.clips.remove = () => Promise.reject(new LabError('disk-denied', 'Earshot may not write here.'));
    await edits.remove(['clip-yes-0']);
    expect(app.getState().clips).toHaveLength(12);
    expect(app.getState().notices.map((one) => one.message)).toEqual(['Earshot may not write here.']);
  });
});
