// Putting written notes into a score. Steps are counted by hand: 24 a quarter note, 96 a bar of 4/4.
// The notes themselves are made up.

import { describe, expect, it } from 'vitest';
import { createPart, createScore, validateScore } from '../../../shared/music/score';
import type { Note } from '../../../shared/music/score';
import { atResolution, editable, gridChoices, gridSteps } from './editGrid';
import { barLines, excerpt, inTurn, lastBars, splice } from './editSplice';

const quarter = (pitch: number, at: number, durationSteps = 24): Note => ({
  pitch,
  velocity: 90,
  onsetStep: at,
  durationSteps,
});
/** Four bars of quarter notes, and a second part of whole notes. */
const song = createScore({
  stepsPerQuarter: 24,
  parts: [
    createPart(Array.from({ length: 16 }, (_, i) => quarter(60 + i, 24 * i))),
    createPart([0, 96, 192, 288].map((at) => quarter(40, at, 96))),
  ],
});
const onsets = (notes: readonly Note[]) => notes.map(({ onsetStep }) => onsetStep);

describe('splice', () => {
  const written = { stepsPerQuarter: 4, notes: [quarter(80, 15, 4), quarter(81, 16, 2), quarter(82, 31, 8)] };

  it('puts notes in place of bars 2 and 3, cut at their end, and leaves the rest as it was', () => {
    const placement = { originStep: 0, window: { from: 96, to: 192 + 96 }, part: 0, onlyPart: true };
    const { score, fresh } = splice(song, written, placement);
    validateScore(score);
    // 16 of 4 steps a quarter is 96 of 24; 31 is 186, and 39, its end, 234.
    expect([...fresh].map(({ onsetStep, durationSteps }) => [onsetStep, durationSteps])).toEqual([
      [96, 12],
      [186, 48],
    ]);
    expect(onsets(score.parts[0].notes)).toEqual([0, 24, 48, 72, 96, 186, 288, 312, 336, 360]);
    expect(score.parts[1]).toEqual(song.parts[1]);
    expect(score.parts[0].notes[0]).toBe(song.parts[0].notes[0]);
  });

  it('clears the other parts too where the whole texture is written anew', () => {
    const placement = { originStep: 0, window: { from: 96, to: 192 }, part: 0, onlyPart: false };
    expect(onsets(splice(song, written, placement).score.parts[1].notes)).toEqual([0, 192, 288]);
  });

  it('ends what reaches into the bars where they begin', () => {
    const held = createScore({ stepsPerQuarter: 24, parts: [createPart([quarter(60, 0, 200)])] });
    const placement = { originStep: 0, window: { from: 96, to: 192 }, part: 0, onlyPart: true };
    expect(splice(held, { stepsPerQuarter: 24, notes: [] }, placement).score.parts[0].notes).toEqual([
      quarter(60, 0, 96),
    ]);
  });

  it('goes on behind a score whose primer began at its third bar', () => {
    const placement = { originStep: 192, window: { from: 384, to: Infinity }, part: 0, onlyPart: true };
    const { fresh, score } = splice(song, { stepsPerQuarter: 12, notes: [quarter(70, 96, 12)] }, placement);
    expect(onsets([...fresh])).toEqual([384]);
    expect(score.stepsPerQuarter).toBe(24);
  });

  it('takes a finer resolution where the written notes need one', () => {
    const placement = { originStep: 0, window: { from: 384, to: Infinity }, part: 0, onlyPart: true };
    const { score, fresh } = splice(song, { stepsPerQuarter: 10, notes: [quarter(70, 163, 1)] }, placement);
    expect(score.stepsPerQuarter).toBe(120);
    expect(onsets([...fresh])).toEqual([163 * 12]);
    expect(score.parts[0].notes[1].onsetStep).toBe(120);
  });

  it('makes the first part of an empty score', () => {
    const empty = createScore({ stepsPerQuarter: 24 });
    const placement = { originStep: 0, window: { from: 0, to: Infinity }, part: 0, onlyPart: true };
    expect(splice(empty, written, placement).score.parts[0].notes).toHaveLength(3);
  });
});

describe('excerpts', () => {
  const waltz = createScore({
    stepsPerQuarter: 24,
    pickupSteps: 24,
    meters: [
      { step: 0, beats: 3, beatUnit: 4 },
      { step: 96, beats: 4, beatUnit: 4 },
    ],
    tempos: [
      { step: 0, qpm: 90 },
      { step: 100, qpm: 140 },
    ],
    parts: [createPart([quarter(60, 0), quarter(62, 24, 72), quarter(64, 96, 96)])],
  });

  it('knows the bar lines, pick-up and metre changes included', () => {
    expect(barLines(waltz)).toEqual([0, 24, 96, 192]);
    expect(barLines(createScore({ stepsPerQuarter: 24 }))).toEqual([0]);
  });

  it('takes bars out with what is in force there', () => {
    const last = excerpt(waltz, lastBars(waltz, 1));
    expect(last.pickupSteps).toBe(0);
    expect(last.meters).toEqual([{ step: 0, beats: 4, beatUnit: 4 }]);
    expect(last.tempos).toEqual([
      { step: 0, qpm: 90 },
      { step: 4, qpm: 140 },
    ]);
    expect(last.parts[0].notes).toEqual([quarter(64, 0, 96)]);
    validateScore(last);
  });

  it('takes all bars where fewer are there than asked', () => {
    expect(lastBars(song, 99)).toEqual({ from: 0, to: 384 });
    expect(lastBars(song, 0)).toEqual({ from: 0, to: 384 });
    expect(lastBars(song, 3)).toEqual({ from: 96, to: 384 });
  });

  it('puts two passages one after the other', () => {
    const both = inTurn(excerpt(song, { from: 0, to: 96 }), atResolution(song, 48));
    expect(both.stepsPerQuarter).toBe(48);
    expect(both.parts[2].notes[0].onsetStep).toBe(192 + 96);
    validateScore(both);
  });
});

describe('resolutions', () => {
  it('makes every grid whole steps', () => {
    for (const stepsPerQuarter of [1, 4, 12, 96, 120, 220, 480]) {
      const { stepsPerQuarter: own } = editable({ ...song, stepsPerQuarter });
      for (const { name } of gridChoices) expect(gridSteps(name, own) % 1).toBe(0);
    }
  });

  it('leaves a score alone whose resolution would become finer than a file can say', () => {
    const fine = { ...song, stepsPerQuarter: 32_749 };
    expect(editable(fine)).toBe(fine);
  });

  it('moves nothing: a finer score read back is the same', () => {
    expect(atResolution(atResolution(song, 120), 24)).toEqual(song);
  });
});
