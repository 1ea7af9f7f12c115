// Changes to clips and labels that can be taken back: each is made by the engine, shown, and put into the history.
// Not adding clips: recording and import do that. Nothing here ever destroys a take: deleting moves it to the trash.

import type { Clip } from '../../shared/contract/clips';
import type { Lab } from '../lab';
import { createUndoable } from './undoable';

export type EditLab = Pick<Lab, 'services' | 'app' | 'history'>;

export interface ClipEdits {
  remove(clipIds: readonly string[]): Promise<void>;
  relabel(clipIds: readonly string[], label: string): Promise<void>;
  setSpeaker(clipIds: readonly string[], speaker: string): Promise<void>;
  setTrim(clip: Clip, trim: Clip['trim']): Promise<void>;
  addLabel(label: string): Promise<void>;
  renameLabel(from: string, to: string): Promise<void>;
  removeLabel(label: string): Promise<void>;
  undo(): Promise<void>;
  redo(): Promise<void>;
}

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

export function createClipEdits({ services, app, history }: EditLab): ClipEdits {
  const { actions } = app.getState();
  const projectId = () => app.getState().project?.id ?? '';
  const clipsOf = (ids: readonly string[]) => {
    const wanted = new Set(ids);
    return app.getState().clips.filter((clip) => wanted.has(clip.id));
  };

  const { make, offerUndo, undo, redo } = createUndoable({ app, history });

  type Change = { readonly label?: string; readonly speaker?: string; readonly trim?: Clip['trim'] };
  const update = async (clipIds: readonly string[], change: Change) => {
    if (clipIds.length > 0)
      actions.putClips(await services.clips.update({ projectId: projectId(), clipIds, ...change }));
  };
  /** Gives each clip back what it had, in as few calls as there were different values. */
  const giveBack = async (before: readonly Clip[], field: 'label' | 'speaker') => {
    for (const value of new Set(before.map((clip) => clip[field]))) {
      await update(
        before.filter((clip) => clip[field] === value).map((clip) => clip.id),
        { [field]: value },
      );
    }
  };
  const trash = async (clipIds: readonly string[]) => {
    await services.clips.remove({ projectId: projectId(), clipIds });
    actions.dropClips(clipIds);
  };
  const restore = async (clipIds: readonly string[]) => {
    const { clips, project } = await services.clips.restore({ projectId: projectId(), clipIds });
    actions.putProject(project);
    actions.putClips(clips);
  };

  return {
    remove: async (clipIds) => {
      if (clipIds.length === 0) return;
      const title = `${plural(clipIds.length, 'clip')} moved to the trash`;
      if (
        await make(
          title,
          () => trash(clipIds),
          () => restore(clipIds),
        )
      )
        offerUndo(title);
    },
    relabel: async (clipIds, label) => {
      const before = clipsOf(clipIds).filter((clip) => clip.label !== label);
      if (before.length === 0) return;
      const ids = before.map((clip) => clip.id);
      const title = `${plural(ids.length, 'clip')} now "${label}"`;
      if (
        await make(
          title,
          () => update(ids, { label }),
          () => giveBack(before, 'label'),
        )
      )
        offerUndo(title);
    },
    setSpeaker: async (clipIds, speaker) => {
      const before = clipsOf(clipIds).filter((clip) => clip.speaker !== speaker);
      const ids = before.map((clip) => clip.id);
      if (ids.length === 0) return;
      await make(
        `Speaker of ${plural(ids.length, 'clip')}`,
        () => update(ids, { speaker }),
        () => giveBack(before, 'speaker'),
      );
    },
    setTrim: async (clip, trim) => {
      await make(
        'Trim',
        () => update([clip.id], { trim }),
        () => update([clip.id], { trim: clip.trim }),
      );
    },
    addLabel: async (label) =>
      actions.putProject(await services.projects.addLabel({ projectId: projectId(), label })),
    renameLabel: async (from, to) => {
      const rename = (a: string, b: string) => async () => {
        actions.putProject(await services.projects.renameLabel({ projectId: projectId(), from: a, to: b }));
        await actions.refreshClips();
      };
      const title = `"${from}" renamed to "${to}"`;
      await history.make({ title, undo: rename(to, from), redo: rename(from, to) });
    },
    removeLabel: async (label) => {
      let removed: readonly string[] = [];
      const redo = async () => {
        const result = await services.projects.removeLabel({ projectId: projectId(), label });
        removed = result.removedClipIds;
        actions.dropClips(removed);
        actions.putProject(result.project);
      };
      const back = async () => {
        if (removed.length > 0) return restore(removed);
        actions.putProject(await services.projects.addLabel({ projectId: projectId(), label }));
      };
      if (await make(`"${label}" and its clips moved to the trash`, redo, back)) {
        offerUndo(`"${label}" and ${plural(removed.length, 'clip')} moved to the trash`);
      }
    },
    undo,
    redo,
  };
}
