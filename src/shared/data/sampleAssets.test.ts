// The sample project as it is committed: would a newcomer's first import and first split be right?
// Not a test of how it is made.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { UNKNOWN_LABEL } from '../contract/projects';
import { measureClip } from '../dsp/measure';
import { decodeWav } from '../dsp/wav';
import { planImport } from './planImport';
import { assignSplits, sharedSpeakers } from './splits';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sample = `${root}assets/sample`;
const words = ['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'];

const read = (name: string) => readFileSync(`${sample}/${name}`, 'utf8');
const files = readdirSync(sample, { recursive: true, encoding: 'utf8' });
const lists = { validation: read('validation_list.txt'), testing: read('testing_list.txt') };
const { targets } = planImport(files, lists);
const clips = [...targets]
  .filter(([, target]) => !target.background)
  .map(([id, target]) => ({ id, ...target }));
const sound = (path: string) => decodeWav(readFileSync(path));

describe('the sample project', () => {
  it('has ten words and other words, each in every set, and two backgrounds', () => {
    const splits = assignSplits(clips);
    for (const label of [...words, UNKNOWN_LABEL]) {
      const sets = clips.filter((clip) => clip.label === label).map((clip) => splits.get(clip.id));
      expect(new Set(sets).size, label).toBe(3);
    }
    expect(new Set(clips.map((clip) => clip.label)).size).toBe(11);
    expect([...targets.values()].filter((target) => target.background)).toHaveLength(2);
  });

  it('shares no speaker between sets, and every listed file is there', () => {
    const splits = assignSplits(clips);
    const placed = clips.map((clip) => ({ speaker: clip.speaker, split: splits.get(clip.id)! }));
    expect(sharedSpeakers(placed, 'all')).toEqual([]);
    const heldOut = placed.filter((clip) => clip.split !== 'train').length;
    expect(heldOut).toBe(`${lists.validation}${lists.testing}`.trim().split('\n').length);
  });

  it('holds clips as the lab records them: 16 kHz mono, one word, not clipped, not silent', () => {
    for (const { id } of clips) {
      const { samples, sampleRate, channels, bitDepth } = sound(`${sample}/${id}`);
      expect([sampleRate, channels, bitDepth], id).toEqual([16000, 1, 16]);
      const seconds = samples.length / sampleRate;
      expect(seconds > 0.2 && seconds < 1, `${id}: ${seconds} s`).toBe(true);
      const { clipped, silent, rms, peak } = measureClip(samples);
      expect({ clipped, silent }, id).toEqual({ clipped: false, silent: false });
      expect(rms > 0.04 && peak < 0.9, `${id}: rms ${rms}, peak ${peak}`).toBe(true);
    }
  });

  it('comes with recordings whose truth lies within them', () => {
    const six = sound(`${root}assets/sample-live/six-words.wav`);
    const rows = readFileSync(`${root}assets/sample-live/six-words.csv`, 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(6);
    for (const [label, start, end] of rows.map((row) => row.split(','))) {
      expect(words).toContain(label);
      expect(levelOf(six, Number(start), Number(end))).toBeGreaterThan(
        10 * levelOf(six, Number(end) + 0.2, Number(end) + 0.6),
      );
    }
    const three = sound(`${root}e2e/fixtures/three-words.wav`);
    const truth = JSON.parse(readFileSync(`${root}e2e/fixtures/three-words.json`, 'utf8'));
    expect(three.sampleRate).toBe(48000);
    expect(three.samples.length / 48000 - truth.words.at(-1).end).toBeGreaterThan(2);
  });
});

function levelOf({ samples, sampleRate }: ReturnType<typeof sound>, start: number, end: number): number {
  return measureClip(samples.slice(start * sampleRate, end * sampleRate)).rms;
}
