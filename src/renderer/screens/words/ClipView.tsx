// The clip in focus: what it is, its three pictures, its facts, and the features they are made with.
// The picture stays in its place while the next one is fetched.

import { Alert, Tabs } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
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

/** Space for everything but the pictures on a screen 800 pixels high. */
const OTHERS = 440;
const GAPS = 3 * 6 + 16;

/** Pictures grow with the window, each keeping its share. */
export function pictureHeights(windowHeight: number): SoundPictureProps['heights'] {
  const all = Math.min(640, Math.max(320, windowHeight - OTHERS));
  return { wave: Math.round(all * 0.29), logMel: Math.round(all * 0.39), mfcc: Math.round(all * 0.32) };
}

export function ClipView({ words }: { readonly words: WordsStore }) {
  const clip = useStore(words.store, (state) => state.shown.find((one) => one.id === state.selection.focused) ?? null);
  const heights = pictureHeights(useViewportSize().height || 800);
  if (clip === null) return <section className={classes.view} aria-label="Clip" />;
  return (
    <section className={classes.view} aria-label="Clip">
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

function Picture({ words, heights }: { readonly words: WordsStore; readonly heights: SoundPictureProps['heights'] }) {
  const { player } = useLab();
  const picture = useStore(words.store, (state) => state.picture);
  const draft = useStore(words.store, (state) => state.trimDraft);
  const clip = useStore(words.store, (state) => state.shown.find((one) => one.id === state.selection.focused) ?? null);
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
