// Sound as numbers: seeded noise, trimming, levels, wav files. Everything here is deterministic.
// Not the lab's dsp: this makes the sample files once, and runs without a build.

/**
 * A small seeded generator (mulberry32 by Tommy Ettinger, public domain) over a hash (FNV-1a) of the parts.
 * @param {...(string | number)} parts what the numbers are for
 * @returns {() => number} uniform in [0, 1)
 */
export function createRandom(...parts) {
  let state = 0x811c9dc5;
  for (const byte of Buffer.from(parts.join('|'))) state = Math.imul(state ^ byte, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const between = (random, low, high) => low + (high - low) * random();
export const fromDecibels = (db) => 10 ** (db / 20);
export const toDecibels = (gain) => 20 * Math.log10(gain);

/** Root mean square. */
export function rmsOf(samples) {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / samples.length);
}

/** Largest magnitude. */
export function peakOf(samples) {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

export function scale(samples, gain) {
  return samples.map((sample) => sample * gain);
}

/** Adds `part` into `into` from sample `start` on, in place. */
export function mixInto(into, part, start) {
  for (let i = 0; i < part.length && start + i < into.length; i++) into[start + i] += part[i];
}

/**
 * Where the word is: from its first frame of 10 ms within `onsetDb` of the loudest to its last within `offsetDb`.
 * Endings get more: the last sound of `stop` or `off` is faint, and some voices hiss before they start.
 * @returns {{ start: number, end: number }} samples
 */
export function findSpeech(samples, sampleRate, onsetDb = 28, offsetDb = 37) {
  const length = Math.round(sampleRate / 100);
  const levels = [];
  for (let i = 0; i + length <= samples.length; i += length)
    levels.push(rmsOf(samples.subarray(i, i + length)));
  const loudest = Math.max(...levels);
  const first = levels.findIndex((level) => level > loudest * fromDecibels(-onsetDb));
  const last = levels.findLastIndex((level) => level > loudest * fromDecibels(-offsetDb));
  return { start: Math.max(0, first - 2) * length, end: Math.min(levels.length, last + 2) * length };
}

/**
 * A speaker's microphone and room: a tilt of the spectrum of up to 4 dB either way and a faint, short echo.
 * @param {() => number} random the same seed is the same room
 * @returns {(samples: Float32Array) => Float32Array} a little longer than what goes in
 */
export function createRoom(sampleRate, random) {
  const tilt = between(random, -0.35, 0.35); // first-order shelf around 1 kHz
  const keep = Math.exp((-2 * Math.PI * 1000) / sampleRate);
  const tailSeconds = between(random, 0.08, 0.2); // to -60 dB
  const tail = new Float32Array(Math.round(tailSeconds * sampleRate));
  const decay = Math.log(1000) / tail.length;
  for (let i = 0; i < tail.length; i++) tail[i] = (random() * 2 - 1) * Math.exp(-decay * i);
  const loudness = fromDecibels(between(random, -22, -13)) / (rmsOf(tail) * Math.sqrt(tail.length));
  const delay = Math.round(between(random, 0.002, 0.01) * sampleRate);
  return (samples) => {
    const wet = new Float32Array(samples.length + delay + tail.length);
    let low = 0;
    for (let i = 0; i < samples.length; i++) {
      low = keep * low + (1 - keep) * samples[i];
      wet[i] += samples[i] + tilt * (samples[i] - 2 * low);
      for (let j = 0; j < tail.length; j++) wet[i + delay + j] += loudness * samples[i] * tail[j];
    }
    return wet;
  };
}

/**
 * The air of a quiet room: brownish noise, a breath of hiss, and the slow drift of something far away.
 * @param {() => number} random
 * @returns {Float32Array} with an RMS of 1
 */
export function roomNoise(length, sampleRate, random) {
  const samples = new Float32Array(length);
  const keep = Math.exp((-2 * Math.PI * 220) / sampleRate); // first-order low-pass at 220 Hz
  const drift = between(random, 0.05, 0.15);
  let low = 0;
  for (let i = 0; i < length; i++) {
    low = keep * low + (1 - keep) * (random() * 2 - 1);
    const swell = 1 + 0.3 * Math.sin((2 * Math.PI * drift * i) / sampleRate);
    samples[i] = swell * low + 0.02 * (random() * 2 - 1);
  }
  return scale(samples, 1 / rmsOf(samples));
}

/**
 * A fan: noise around its blade tone, harmonics of the tone, mains hum.
 * @returns {Float32Array} with an RMS of 1
 */
export function fanNoise(length, sampleRate, random) {
  const samples = roomNoise(length, sampleRate, random);
  const blade = between(random, 90, 130);
  for (let i = 0; i < length; i++) {
    const t = (2 * Math.PI * i) / sampleRate;
    const wobble = 0.4 * Math.sin(0.31 * t);
    samples[i] +=
      0.5 * Math.sin(blade * t + wobble) + 0.2 * Math.sin(2 * blade * t) + 0.15 * Math.sin(50 * t);
    samples[i] += 0.25 * (random() * 2 - 1);
  }
  return scale(samples, 1 / rmsOf(samples));
}

/**
 * A mono wav file, 16-bit PCM.
 * @param {Float32Array} samples in [-1, 1]
 * @returns {Buffer}
 */
export function encodeWav(samples, sampleRate) {
  const wav = Buffer.alloc(44 + 2 * samples.length);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + 2 * samples.length, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20); // PCM
  wav.writeUInt16LE(1, 22); // channels
  wav.writeUInt32LE(sampleRate, 24);
  wav.writeUInt32LE(2 * sampleRate, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => {
    const value = Math.round(sample * 32767);
    if (Math.abs(value) > 32767) throw new Error(`a sample of ${sample} does not fit`);
    wav.writeInt16LE(value, 44 + 2 * i);
  });
  return wav;
}
