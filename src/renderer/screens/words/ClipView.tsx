// The clip in focus: what it is, its three pictures, its facts, and the features they are made with.
// The picture stays in its place while the next one is fetched.

import { Alert, Tabs } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { SoundPicture } from '../../components/SoundPicture';
import type { SoundPictureProps } from '../../components/SoundPicture';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import { ClipFacts } from './ClipFacts';
import { ClipHeader } from './ClipHeader';
import { FeaturePanel } from './FeaturePanel';
import classes from './Words.module.css';
import { cursorOf } from './cursor';
import type { WordsStore } from './wordsStore';

/** Space for the clip's head, the tabs and what stands under them. */
const OTHERS = 336;
const GAPS = 3 * 6 + 16;

/** Pictures take what the column has left, each its share. */
export function pictureHeights(columnHeight: number): SoundPictureProps['heights'] {
  const all = Math.min(640, Math.max(280, columnHeight - OTHERS));
  return { wave: Math.round(all * 0.29), logMel: Math.round(all * 0.39), mfcc: Math.round(all * 0.32) };
}

export function ClipView({ words }: { readonly words: WordsStore }) {
  const clip = useStore(
    words.store,
    (state) => state.shown.find((one) => one.id === state.selection.focused) ?? null,
  );
  const { ref, height } = useElementSize();
  const heights = pictureHeights(height);
  if (clip === null) return <section className={classes.view} aria-label="Clip" ref={ref} />;
  return (
    <section className={classes.view} aria-label="Clip" ref={ref}>
      <ClipHeader clip={clip} words={words} />
      <div style={{ minHeight: heights.wave + heights.logMel + heights.mfcc + GAPS }}>
        <Picture words={words} heights={heights} />
      </div>
      <Tabs defaultValue="clip" mt="md" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="clip">This clip</Tabs.Tab>
          <Tabs.Tab value="features">Features</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="clip" pt="md">
          <ClipFacts clip={clip} words={words} />
        </Tabs.Panel>
        <Tabs.Panel value="features" pt="md">
          <FeaturePanel words={words} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

function Picture({
  words,
  heights,
}: {
  readonly words: WordsStore;
  readonly heights: SoundPictureProps['heights'];
}) {
  const { player } = useLab();
  const picture = useStore(words.store, (state) => state.picture);
  const draft = useStore(words.store, (state) => state.trimDraft);
  const clip = useStore(
    words.store,
    (state) => state.shown.find((one) => one.id === state.selection.focused) ?? null,
  );
  const color = useApp((state) => state.labelColor(clip?.label ?? ''));
  const clipId = picture.phase === 'ready' ? picture.clipId : '';
  const cursor = useMemo(() => cursorOf(player, clipId), [player, clipId]);
  if (picture.phase === 'failed') return <Alert color="red">{picture.message}</Alert>;
  if (picture.phase !== 'ready' || clip === null) return null;
  const whole = { start: 0, end: picture.sound.samples.length / picture.sound.sampleRate };
  const isThisClip = clip.id === picture.clipId;
  return (
    <SoundPicture
      sound={picture.sound}
      pictures={picture.pictures}
      config={picture.config}
      color={color}
      trim={isThisClip ? (draft ?? clip.trim ?? whole) : whole}
      cursor={cursor}
      heights={heights}
      onTrim={words.actions.dragTrim}
      onSeek={(seconds) => words.actions.play(picture.clipId, seconds)}
    />
  );
}
