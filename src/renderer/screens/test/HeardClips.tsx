// Connects the list of clips to what is listed, to who speaks in them and to what is heard now.
// The list itself takes props: ClipList.

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import { ClipList } from './ClipList';
import { listTitle } from './headlineWords';
import { listedClips } from './testStore';
import type { TestStore } from './testStore';

export function HeardClips({
  store,
  colorOf,
}: {
  readonly store: TestStore;
  readonly colorOf: (label: string) => string;
}) {
  const { evaluation, listed, active, opened, actions } = useStore(store);
  const playing = useStore(useLab().player.store, (player) => player.playing);
  const clips = useApp((app) => app.clips);
  const speakers = useMemo(() => new Map(clips.map((clip) => [clip.id, clip.speaker])), [clips]);
  const heard = useMemo(() => listedClips(evaluation, listed), [evaluation, listed]);
  return (
    <ClipList
      title={listTitle(evaluation, listed, heard.length)}
      clips={heard}
      active={active}
      playing={playing}
      opened={opened}
      speakerOf={(clipId) => speakers.get(clipId) ?? null}
      colorOf={colorOf}
      onPlay={actions.play}
    />
  );
}
