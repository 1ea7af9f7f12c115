import { describe, expect, it } from 'vitest';
import { LabError } from '../contract/errors';
import { instrumentNames } from './instruments';
import { createSynth } from './synth';
import type { Synth } from './synth';
import type { SynthNote } from './synthNote';
import { centsOff, frequencyOf, note, peak, play, rms, sampleRate } from './testing/measure';

/** Every instrument once, overlapping, at times that fall on no block. */
const tune: SynthNote[] = instrumentNames.map((name, i) =>
  note(name, { pitch: 40 + 2 * i, start: 0.0137 + i * 0.0211, duration: 0.13, channel: i % 16 }),
);

function renderIn(synth: Synth, frames: number, lengths: readonly number[]): Float32Array[] {
  const left = new Float32Array(frames);
  const right = new Float32Array(frames);
  for (let at = 0, k = 0; at < frames; k++) {
    const to = Math.min(frames, at + lengths[k % lengths.length]);
    synth.render(left.subarray(at, to), right.subarray(at, to));
    at = to;
  }
  return [left, right];
}

function tuneIn(lengths: readonly number[], frames = 22000): Float32Array[] {
  const synth = createSynth(sampleRate);
  synth.schedule(tune);
  return renderIn(synth, frames, lengths);
}

describe('render', () => {
  const whole = tuneIn([22000]);

  it('gives the same samples, bit for bit, whatever the lengths of its blocks', () => {
    expect(rms(whole[0])).toBeGreaterThan(0.01);
    expect(tuneIn([128])).toEqual(whole);
    expect(tuneIn([1, 63, 64, 65, 1000, 7])).toEqual(whole);
  });

  it('gives the same samples again, and after a reset', () => {
    expect(tuneIn([22000])).toEqual(whole);
    const synth = createSynth(sampleRate);
    synth.schedule(tune.map((one) => ({ ...one, pitch: one.pitch + 1 })));
    renderIn(synth, 5000, [128]);
    synth.reset();
    synth.schedule([...tune].reverse());
    expect(renderIn(synth, 22000, [128])).toEqual(whole);
  });

  it('begins a note at its own frame', () => {
    // 0.1 s is frame 4410; the first sample of an envelope is 0, so the first that is not stands just after.
    const [left] = play([note('organ', { start: 0.1 })], 0.2);
    const first = left.findIndex((sample) => sample !== 0);
    expect(first).toBeGreaterThanOrEqual(4410);
    expect(first).toBeLessThan(4414);
  });

  it('never goes beyond full scale, with 64 loud notes at once', () => {
    for (const name of instrumentNames) {
      const notes = Array.from({ length: 64 }, (_, i) => note(name, { pitch: 30 + i, velocity: 127 }));
      for (const side of play(notes, 0.1, 22050)) {
        expect(peak(side), name).toBeLessThanOrEqual(1);
        expect(peak(side), name).toBeGreaterThan(0.3);
        expect(side.every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('leaves a quiet chord as the sum of its notes: the limiter is not at work', () => {
    const chord = [52, 59, 67].map((pitch) => note('flute', { pitch, velocity: 60 }));
    const [together] = play(chord, 0.3);
    const alone = chord.map((one) => play([one], 0.3)[0]);
    const sum = together.map((_, i) => alone[0][i] + alone[1][i] + alone[2][i]);
    expect(together).toBeAllclose(sum, { rtol: 0, atol: 1e-6 });
  });

  it('is silent without notes', () => {
    const [left, right] = play([], 0.1);
    expect(peak(left) + peak(right)).toBe(0);
  });

  it('works at every sample rate a device may have', () => {
    for (const rate of [8000, 48000, 192000]) {
      const notes = instrumentNames.flatMap((name) =>
        [0, 60, 127].map((pitch) => note(name, { pitch, duration: 0.05 })),
      );
      const [left] = play(notes, 0.1, rate);
      expect(left.every((sample) => Math.abs(sample) <= 1)).toBe(true);
      expect(rms(left)).toBeGreaterThan(0.01);
    }
  });
});

describe('voices', () => {
  it('drops the oldest of 130 held notes: the last ones are heard, without a click', () => {
    const notes = Array.from({ length: 130 }, (_, i) =>
      note('flute', { pitch: 40 + (i % 40), velocity: 20, start: i * 0.003, duration: 9 }),
    );
    const last = note('flute', { pitch: 96, velocity: 127, start: 0.45, duration: 0.5 });
    const [left] = play([...notes, last], 0.8);
    const from = Math.round(0.5 * sampleRate);
    expect(Math.abs(centsOff(left, frequencyOf(96), from, left.length))).toBeLessThan(3);
    for (let i = 1; i < left.length; i++) expect(Math.abs(left[i] - left[i - 1])).toBeLessThan(0.2);
  });

  it('lets a closed hat cut an open one off', () => {
    const open = note('drums', { pitch: 46, channel: 9 });
    const closed = note('drums', { pitch: 42, channel: 9, start: 0.1 });
    const late = [open, closed].map((last) =>
      rms(play(last === open ? [open] : [open, last], 0.5)[0], 13000),
    );
    expect(late[1]).toBeLessThan(0.3 * late[0]);
  });

  it('leaves out what is too much of one moment', () => {
    const notes = Array.from({ length: 500 }, (_, i) => note('piano', { pitch: 20 + (i % 100) }));
    expect(peak(play(notes, 0.2)[0])).toBeLessThanOrEqual(1);
  });
});

describe('live notes', () => {
  const render = (synth: Synth, seconds: number) =>
    renderIn(synth, Math.round(seconds * sampleRate), [128])[0];

  it('begin within 128 frames and end when let go', () => {
    const synth = createSynth(sampleRate);
    render(synth, 0.05);
    synth.noteOn(note('organ', { pitch: 69 }));
    const held = render(synth, 0.5);
    expect(held.findIndex((sample) => sample !== 0)).toBeLessThan(128);
    expect(rms(held, 10000)).toBeGreaterThan(0.02);
    synth.noteOff(60);
    synth.noteOff(69, 3);
    expect(rms(render(synth, 0.3))).toBeGreaterThan(0.02);
    synth.noteOff(69);
    expect(peak(render(synth, 3).subarray(-4410))).toBe(0);
  });

  it('all end with allNotesOff', () => {
    const synth = createSynth(sampleRate);
    for (const pitch of [50, 60, 70]) synth.noteOn(note('strings', { pitch }));
    expect(rms(render(synth, 0.4))).toBeGreaterThan(0.02);
    synth.allNotesOff();
    render(synth, 3);
    expect(peak(render(synth, 0.1))).toBe(0);
  });
});

describe('time', () => {
  it('is that of the next frame', () => {
    const synth = createSynth(48000);
    expect(synth.time).toBe(0);
    renderIn(synth, 4800, [100]);
    expect(synth.time).toBeCloseTo(0.1, 12);
    synth.seek(7.5);
    expect(synth.time).toBe(7.5);
    renderIn(synth, 48000, [128]);
    expect(synth.time).toBeGreaterThan(8.49);
    synth.reset();
    expect(synth.time).toBe(0);
  });

  it('goes where it is told: earlier notes are passed over, held ones begin there', () => {
    const synth = createSynth(sampleRate);
    synth.schedule([
      note('organ', { pitch: 45, duration: 9 }),
      note('organ', { pitch: 81, start: 1, duration: 0.5 }),
    ]);
    synth.seek(3);
    const [left] = renderIn(synth, 30000, [128]);
    const of = (pitch: number) => Math.abs(centsOff(left, frequencyOf(pitch), 8000, 30000));
    expect(of(45)).toBeLessThan(1);
    const [other] = play([note('organ', { pitch: 45 })], 0.5);
    expect(rms(left, 8000, 20000) / rms(other, 8000, 20000)).toBeCloseTo(1, 0);
  });

  it('takes another time line while notes of the last one end', () => {
    const synth = createSynth(sampleRate);
    synth.schedule([note('organ', { duration: 0.4 })]);
    renderIn(synth, 4410, [128]);
    synth.schedule([]);
    expect(rms(renderIn(synth, 4410, [128])[0])).toBeGreaterThan(0.02);
    renderIn(synth, 3 * sampleRate, [4410]);
    expect(peak(renderIn(synth, 4410, [128])[0])).toBe(0);
  });
});

describe('wrong values', () => {
  const synth = createSynth(sampleRate);
  const schedule = (fields: Record<string, unknown>) => () =>
    synth.schedule([note('piano'), { ...note('piano'), ...fields }]);

  it.each([
    [{ pitch: 60.5 }, 'notes[1].pitch: expected a whole number, got 60.5'],
    [{ pitch: 128 }, 'notes[1].pitch: expected 0 to 127, got 128'],
    [{ velocity: 0 }, 'notes[1].velocity'],
    [{ start: -1 }, 'notes[1].start'],
    [{ start: NaN }, 'notes[1].start'],
    [{ duration: 0 }, 'notes[1].duration'],
    [{ channel: 16 }, 'notes[1].channel'],
    [{ instrument: 'kazoo' }, 'notes[1].instrument: expected one of piano'],
  ])('%o is refused by name', (fields, words) => {
    expect(schedule(fields)).toThrow(words);
    expect(schedule(fields)).toThrow(LabError);
  });

  it('refuses sample rates that no device has and places before the beginning', () => {
    expect(() => createSynth(7999)).toThrow('at sampleRate: expected 8000 to 192000, got 7999.');
    expect(() => createSynth(NaN)).toThrow(LabError);
    expect(() => synth.seek(-1)).toThrow('at seconds');
  });
});
