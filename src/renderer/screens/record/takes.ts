// The takes of this sitting: sent to disk the moment they end, reviewed afterwards, never lost.
// A discarded take is in the trash; taking that back brings it here again.

import type { StoreApi } from 'zustand/vanilla';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { Clip, DeviceFlags, Sound } from '../../../shared/contract/clips';
import { holdPage } from '../../hosts/holdPage';
import { nextConnection } from '../../hosts/nextConnection';
import type { Lab } from '../../lab';
import type { ClipEdits } from '../../stores/clipEdits';
import type { RecordState, Take } from './recordState';

export type Takes = ReturnType<typeof createTakes>;

export function createTakes(lab: Lab, store: StoreApi<RecordState>, edits: ClipEdits, session: string) {
  const { getState: get, setState: set } = store;
  const { actions } = lab.app.getState();
  const projectId = lab.app.getState().project?.id ?? '';
  const devices = new Map<string, DeviceFlags | null>();
  let lastId = 0;

  const change = (id: string, with_: Partial<Take>) =>
    set({ takes: get().takes.map((take) => (take.id === id ? { ...take, ...with_ } : take)) });

  const save = async (take: Take) => {
    const letGo = holdPage();
    change(take.id, { saved: 'saving', problem: '' });
    const { label, sound, id } = take;
    const { speaker } = get().options;
    try {
      const device = devices.get(id) ?? null;
      const clip = await lab.services.clips.add({
        projectId,
        label,
        speaker: speaker.trim() || 'me',
        session,
        device,
        sound,
      });
      actions.putClips([clip]);
      change(id, { saved: 'saved', clipId: clip.id });
    } catch (error) {
      const { code, message } = toLabErrorData(error);
      change(id, { saved: 'failed', problem: message });
      if (code === 'engine-lost') void nextConnection(lab.host).then(() => saveAgain(id));
    } finally {
      letGo();
    }
  };
  const saveAgain = (id: string) => {
    const take = get().takes.find((one) => one.id === id);
    if (take?.saved === 'failed') void save(take);
  };
  /** A minute of room noise waits for the engine when that is away. */
  const saveBackground = async (name: string, sound: Sound): Promise<void> => {
    const back = nextConnection(lab.host);
    try {
      await lab.services.clips.addBackground({ projectId, name, sound });
    } catch (error) {
      if (toLabErrorData(error).code !== 'engine-lost') throw error;
      await back;
      await saveBackground(name, sound);
    }
  };

  const shown = () => visibleTakes(get().takes, lab.app.getState().clips);
  const focused = () => shown().find((take) => take.id === get().focused) ?? null;
  const focusNext = (from: string) => {
    const all = shown();
    const at = all.findIndex((take) => take.id === from);
    const next =
      all.slice(at + 1).find((take) => !take.kept) ?? all.find((take) => !take.kept && take.id !== from);
    set({ focused: next?.id ?? from });
  };
  const drop = (id: string) => set({ takes: get().takes.filter((take) => take.id !== id) });

  return {
    add: async (label: string, sound: Sound, device: DeviceFlags | null) => {
      const id = `take-${++lastId}`;
      const take: Take = { id, label, sound, saved: 'saving', problem: '', clipId: '', kept: false };
      devices.set(id, device);
      const reviewing = focused();
      set({ takes: [...get().takes, take], focused: reviewing && !reviewing.kept ? reviewing.id : id });
      await save(take);
    },
    addBackground: async (name: string, sound: Sound) => {
      const letGo = holdPage();
      const kept = await actions.attempt(() => saveBackground(name, sound));
      letGo();
      if (!kept) return;
      await actions.attempt(() => actions.refreshClips());
      actions.notify(
        'info',
        `${Math.round(sound.samples.length / sound.sampleRate)} s of background are on disk.`,
      );
    },
    focus: (id: string) => set({ focused: id }),
    move: (by: number) => {
      const all = shown();
      const at = all.findIndex((take) => take.id === get().focused);
      const to = all[Math.min(all.length - 1, Math.max(0, at + by))];
      if (to) set({ focused: to.id });
    },
    playOrStop: () => {
      const take = focused();
      if (lab.player.store.getState().playing !== null) lab.player.stop();
      else if (take) lab.player.play(take.sound, { id: take.id });
    },
    keep: () => {
      const take = focused();
      if (take?.saved !== 'saved') return;
      change(take.id, { kept: true });
      focusNext(take.id);
    },
    /** To the trash; a take that could not be saved is dropped, for there is nothing on disk. */
    discard: async () => {
      const take = focused();
      if (take === null || take.saved === 'saving') return;
      focusNext(take.id);
      if (take.saved === 'failed') drop(take.id);
      else await edits.remove([take.clipId]);
    },
    saveAgain,
  };
}

/** The takes that are not in the trash: on their way to disk, failed, or among the project's clips. */
export function visibleTakes(takes: readonly Take[], clips: readonly Clip[]): readonly Take[] {
  if (takes.length === 0) return takes;
  const ids = new Set(clips.map((clip) => clip.id));
  return takes.filter((take) => take.saved !== 'saved' || ids.has(take.clipId));
}
