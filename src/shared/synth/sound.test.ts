// What each instrument sounds like, measured: in tune, clean at both ends, louder and brighter with velocity.
import { describe, expect, it } from 'vitest';
import { instrumentNames } from './instruments';
import type { InstrumentName } from './instruments';
import { bandPower, brightness, centsOff, frequencyOf, largestStep, mean, note, peak, play, rms, sampleRate, spectrumAt } from './testing/measure'; // prettier-ignore

const tuned = instrumentNames.filter((name) => name !== 'drums');
const seconds = (value: number) => Math.round(value * sampleRate);

describe.each(tuned)('%s', (instrument) => {
  const pitches = [28, 45, 60, 77, 96];
  const slot = 1.15;
  const notes = pitches.map((pitch, i) => note(instrument, { pitch, start: i * slot, duration: 0.8 }));
  const [left, right] = play(notes, pitches.length * slot + 2.5);
  const start = (i: number) => seconds(i * slot);

  it('is in tune within 3 cents from MIDI 28 to 96', () => {
    // Equal temperament. What vibrates slowly is measured for longer; wood is soon drowned by the room.
    const to = instrument === 'marimba' ? 0.45 : 0.79;
    pitches.forEach((pitch, i) => {
      const off = centsOff(left, frequencyOf(pitch), start(i) + seconds(0.08), start(i) + seconds(to));
      expect(Math.abs(off), `MIDI ${pitch}`).toBeLessThan(3);
    });
  });

  it('has nothing below its fundamental and at least a thousandth of its power in it', () => {
    pitches.forEach((pitch, i) => {
      const f = frequencyOf(pitch);
      const power = spectrumAt(left, start(i) + seconds(0.15));
      const whole = bandPower(power, 15, 20000);
      expect(bandPower(power, 15, 0.75 * f) / whole, `below MIDI ${pitch}`).toBeLessThan(0.02);
      expect(bandPower(power, 0.9 * f - 8, 1.1 * f + 8) / whole, `MIDI ${pitch}`).toBeGreaterThan(0.001);
    });
  });

  it('begins without a click: no step larger than the sound itself makes later', () => {
    pitches.forEach((_, i) => {
      for (const side of [left, right]) {
        // A cut-off sound would step by its peak at once.
        expect(Math.abs(side[start(i) + 1] - side[start(i)])).toBeLessThan(0.003);
        const onset = largestStep(side, start(i), start(i) + seconds(0.001));
        expect(onset).toBeLessThan(
          1.3 * largestStep(side, start(i) + seconds(0.001), start(i) + seconds(0.1)),
        );
      }
    });
  });

  it('ends without a click and is silent after its tail', () => {
    pitches.forEach((_, i) => {
      const end = start(i) + seconds(0.8);
      const before = largestStep(left, end - seconds(0.05), end);
      expect(largestStep(left, end, end + seconds(0.3))).toBeLessThan(1.3 * before + 1e-4);
    });
    expect(peak(left, left.length - seconds(0.3))).toBe(0);
    expect(peak(right, left.length - seconds(0.3))).toBe(0);
  });

  it('has no direct current and no numbers that are none', () => {
    for (const side of [left, right]) {
      expect(peak(side)).toBeLessThan(1); // NaN is not
      expect(Math.abs(mean(side))).toBeLessThan(1e-4);
    }
  });

  it('is louder and brighter the harder it is played', () => {
    const velocities = [20, 70, 127];
    const heard = velocities.map((velocity) => play([note(instrument, { velocity })], 0.5)[0]);
    const loudness = heard.map((side) => rms(side));
    const colour = heard.map((side) => brightness(spectrumAt(side, seconds(0.02))));
    for (let i = 1; i < velocities.length; i++) expect(loudness[i]).toBeGreaterThan(1.2 * loudness[i - 1]);
    expect(colour[2]).toBeGreaterThan(1.03 * colour[0]);
  });
});

describe('all instruments', () => {
  it('are about equally loud in the middle, and no two have the same spectrum', () => {
    const spectra = tuned.map((name) => play([note(name)], 0.6)[0]);
    const loudness = spectra.map((side) => 20 * Math.log10(rms(side)));
    expect(Math.max(...loudness) - Math.min(...loudness)).toBeLessThan(10);
    const profiles = spectra.map(harmonicProfile);
    for (let i = 0; i < tuned.length; i++) {
      for (let j = 0; j < i; j++) {
        const difference = Math.max(...profiles[i].map((value, n) => Math.abs(value - profiles[j][n])));
        expect(difference, `${tuned[i]} and ${tuned[j]}, dB`).toBeGreaterThan(3);
      }
    }
  });

  it('play a chord in which each of its pitches is found, and none between them', () => {
    const pitches = [48, 55, 64, 72];
    for (const name of ['piano', 'organ', 'guitar', 'clarinet'] as InstrumentName[]) {
      const [left] = play(
        pitches.map((pitch) => note(name, { pitch })),
        0.6,
      );
      const power = spectrumAt(left, seconds(0.1));
      const near = (pitch: number) => bandPower(power, frequencyOf(pitch) - 4, frequencyOf(pitch) + 4);
      for (const pitch of pitches) expect(near(pitch), `${name} ${pitch}`).toBeGreaterThan(100 * near(50));
    }
  });
});

/** Levels in dB of the first six harmonics of middle C, against their sum, at the beginning and later. */
function harmonicProfile(side: Float32Array): number[] {
  return [0.02, 0.2].flatMap((at) => {
    const power = spectrumAt(side, seconds(at));
    const levels = [1, 2, 3, 4, 5, 6].map((n) => {
      const f = n * frequencyOf(60);
      return bandPower(power, f - 15, f + 15);
    });
    const whole = levels.reduce((sum, level) => sum + level, 0);
    return levels.map((level) => 10 * Math.log10(level / whole + 1e-6));
  });
}
