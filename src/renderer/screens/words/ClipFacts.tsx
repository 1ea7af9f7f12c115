// What is known about a clip: file, length, level, split, device; its trim and speaker can be changed.
// The label is changed by key or from the selection bar.

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Clip, DeviceFlags } from '../../../shared/contract/clips';
import { toDecibels } from '../../audio/level';
import { formatSeconds } from '../../components/time';
import { useApp } from '../../stores/useApp';
import classes from './Words.module.css';
import type { WordsStore } from './wordsStore';

const splitNames = { train: 'training', validation: 'validation', test: 'test' } as const;
const sourceNames = {
  recorded: 'recorded here',
  imported: 'imported',
  synthetic: 'synthetic voice',
} as const;

export function ClipFacts({ clip, words }: { readonly clip: Clip; readonly words: WordsStore }) {
  const clipSeconds = useApp((state) => state.project?.features.clipSeconds ?? 1);
  const { peak, rms, clipped, silent } = clip.measures;
  const flags = [clipped && 'clipped', silent && 'silent'].filter(Boolean).join(', ');
  const word = clip.trim === null ? clip.seconds : clip.trim.end - clip.trim.start;
  return (
    <dl className={classes.facts}>
      <dt>Word</dt>
      <dd className={classes.wide}>
        {describeTrim(clip, word, clipSeconds)}
        {clip.trim !== null && (
          <Button size="compact-xs" variant="subtle" ml={6} onClick={words.actions.clearTrim}>
            Use the whole clip
          </Button>
        )}
      </dd>
      <dt>Speaker</dt>
      <dd>
        <SpeakerField key={clip.id + clip.speaker} clip={clip} words={words} />
      </dd>
      <dt>Split</dt>
      <dd title={clip.listedSplit === null ? undefined : 'Fixed by a list that came with the data.'}>
        {splitNames[clip.split]}
        {clip.listedSplit !== null && ' (listed)'}
      </dd>
      <dt>Length</dt>
      <dd>{formatSeconds(clip.seconds)}</dd>
      <dt>Peak, RMS</dt>
      <dd title="Peak and root mean square, in decibels below full scale">
        {`${decibels(peak)}, ${decibels(rms)}`}
        {flags !== '' && ` (${flags})`}
      </dd>
      <dt>Origin</dt>
      <dd className={classes.wide}>
        {sourceNames[clip.source]}
        {clip.device !== null && `, ${describeDevice(clip.device)}`}
      </dd>
      <dt>File</dt>
      <dd className={classes.wide}>{clip.file}</dd>
    </dl>
  );
}

/** A level below full scale: `−20 dB`, `0 dB`. */
function decibels(level: number): string {
  const value = Math.round(toDecibels(level));
  return `${value < 0 ? `−${-value}` : '0'} dB`;
}

function describeTrim(clip: Clip, word: number, clipSeconds: number): string {
  if (word > clipSeconds + 0.001)
    return `${formatSeconds(word)}; the loudest ${formatSeconds(clipSeconds)} of it are used`;
  if (clip.trim === null) return `the whole clip, ${formatSeconds(word)}`;
  return `${clip.trim.start.toFixed(2)} to ${formatSeconds(clip.trim.end)}`;
}

function describeDevice(device: DeviceFlags): string {
  const on = [
    device.echoCancellation && 'echo cancellation',
    device.noiseSuppression && 'noise suppression',
    device.autoGainControl && 'gain control',
  ].filter(Boolean);
  const rate = `${(device.sampleRate / 1000).toFixed(1)} kHz`;
  return `${device.deviceLabel || 'unnamed microphone'} at ${rate}, ${on.length === 0 ? 'no processing' : `with ${on.join(', ')}`}`;
}

function SpeakerField({ clip, words }: { readonly clip: Clip; readonly words: WordsStore }) {
  const [text, setText] = useState(clip.speaker);
  const keep = () => {
    const speaker = text.trim();
    if (speaker === '' || speaker === clip.speaker) setText(clip.speaker);
    else void words.edits.setSpeaker([clip.id], speaker);
  };
  return (
    <TextInput
      size="xs"
      aria-label="Speaker"
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
