// Which notes a sound holds, measured on its spectrum: at a note's own frequency and at those of its neighbours.
// Not a transcription: the notes to look for are known.

/** Power of one frequency in a stretch of samples (Goertzel, 1958), with a Hann window. */
function powerAt(samples: Float32Array, sampleRate: number, frequency: number): number {
  let [re, im] = [0, 0];
  for (let i = 0; i < samples.length; i++) {
    const angle = (2 * Math.PI * frequency * i) / sampleRate;
    const windowed = samples[i] * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length));
    re += windowed * Math.cos(angle);
    im += windowed * Math.sin(angle);
  }
  return re * re + im * im;
}

/** Equal temperament, A4 = 440 Hz. */
const frequencyOf = (pitch: number) => 440 * 2 ** ((pitch - 69) / 12);

/** The strongest pitch of those within `reach` semitones of a note. */
export function strongestNear(
  samples: Float32Array,
  sampleRate: number,
  pitch: number,
  reach: number,
): number {
  let best = pitch;
  let most = -1;
  for (let candidate = pitch - reach; candidate <= pitch + reach; candidate++) {
    const power = powerAt(samples, sampleRate, frequencyOf(candidate));
    if (power > most) [best, most] = [candidate, power];
  }
  return best;
}
