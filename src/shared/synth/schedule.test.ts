import { describe, expect, it } from 'vitest';
import { createPart, createScore, DRUM_CHANNEL } from '../music/score';
import { metronomeNotes, scheduleOf } from './schedule';

const n = (pitch: number, onsetStep: number, durationSteps: number, velocity = 90) => ({
  pitch,
  velocity,
  onsetStep,
  durationSteps,
});

/** 2 steps a quarter; 120 quarters a minute make a step 0.25 s, from step 4 on 60 make it 0.5 s. */
const score = createScore({
  stepsPerQuarter: 2,
  tempos: [
    { step: 0, qpm: 120 },
    { step: 4, qpm: 60 },
  ],
  parts: [
    createPart([n(60, 0, 2), n(64, 2, 4, 40)], { program: 73, channel: 1 }),
    createPart([n(36, 4, 1)], { channel: DRUM_CHANNEL, program: 0 }),
    createPart([n(40, 0, 8)], { program: 33, channel: 2 }),
  ],
});

describe('scheduleOf', () => {
  it('makes steps into seconds and programs into instruments, in order', () => {
    expect(scheduleOf(score)).toEqual([
      { pitch: 60, velocity: 90, start: 0, duration: 0.5, instrument: 'flute', program: 73, channel: 1 },
      { pitch: 40, velocity: 90, start: 0, duration: 3, instrument: 'bass', program: 33, channel: 2 },
      { pitch: 64, velocity: 40, start: 0.5, duration: 1.5, instrument: 'flute', program: 73, channel: 1 }, // over the change
      { pitch: 36, velocity: 90, start: 1, duration: 0.5, instrument: 'drums', program: 0, channel: 9 },
    ]);
  });

  it('takes one instrument for everything but drums, and one tempo', () => {
    const notes = scheduleOf(score, { instrument: 'harp', qpm: 240 });
    expect(notes.map(({ instrument }) => instrument)).toEqual(['harp', 'harp', 'harp', 'drums']);
    expect(notes.map(({ start }) => start)).toEqual([0, 0, 0.25, 0.5]);
  });

  it("takes the notes that begin in a part of the score, cut off at its end, at the score's own times", () => {
    const notes = scheduleOf(score, { fromStep: 2, toStep: 4 });
    expect(notes).toEqual([
      { pitch: 64, velocity: 40, start: 0.5, duration: 0.5, instrument: 'flute', program: 73, channel: 1 },
    ]);
  });

  it('is empty for an empty score', () => {
    expect(scheduleOf(createScore({ stepsPerQuarter: 4 }))).toEqual([]);
  });
});

describe('metronomeNotes', () => {
  it('clicks every beat and accents the bars, through a change of metre', () => {
    const waltz = createScore({
      stepsPerQuarter: 4,
      meters: [
        { step: 0, beats: 3, beatUnit: 4 },
        { step: 24, beats: 6, beatUnit: 8 },
      ],
    });
    const clicks = metronomeNotes(waltz, 0, 36);
    // Two bars of three quarters (0.5 s each), one of six eighths (0.25 s each).
    expect(clicks.map(({ start }) => start)).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.25, 3.5, 3.75, 4, 4.25]);
    const accents = clicks.filter(({ pitch }) => pitch === 76).map(({ start }) => start);
    expect(accents).toEqual([0, 1.5, 3]);
    expect(clicks.every(({ instrument }) => instrument === 'drums')).toBe(true);
    expect(clicks[0].velocity).toBeGreaterThan(clicks[1].velocity);
  });

  it('counts a pickup back from its bar line, without an accent', () => {
    const upbeat = createScore({ stepsPerQuarter: 4, pickupSteps: 6 });
    const clicks = metronomeNotes(upbeat, 0, 14);
    expect(clicks.map(({ start, pitch }) => [start, pitch])).toEqual([
      [0.25, 77], // the pickup is one and a half quarters long
      [0.75, 76],
      [1.25, 77],
    ]);
  });

  it('gives only what lies in the part asked for', () => {
    const plain = createScore({ stepsPerQuarter: 4 });
    expect(metronomeNotes(plain, 5, 13, 60).map(({ start }) => start)).toEqual([2, 3]);
    expect(metronomeNotes(plain, 8, 8)).toEqual([]);
  });
});
