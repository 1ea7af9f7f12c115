// Who speaks in the sample project, and what they say.
// Not how it is made: see synthesise.mjs and sound.mjs.

/** The ten words, as in Speech Commands. */
export const words = ['yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'];

/** What else may be said: each voice says `unknownTakes` of them for `_unknown_`. */
export const otherWords = [
  'bed',
  'bird',
  'cat',
  'dog',
  'eight',
  'five',
  'four',
  'happy',
  'house',
  'learn',
  'marvin',
  'nine',
  'seven',
  'six',
  'three',
  'tree',
  'two',
  'wow',
  'zero',
  'follow',
  'hello',
  'music',
  'paper',
  'window',
];
export const unknownTakes = 2;

/**
 * A voice. `speed` is words a minute and `pitch` 0 to 99 (50 is the voice's own) for eSpeak NG; `stretch` is the
 * factor on durations for Flite, one take for each entry. `shift` plays faster or slower, which moves pitch and
 * formants as a smaller or larger head does: another speaker to the ear, but never in another set than its source.
 * @typedef {{ speaker: string, split: 'train' | 'validation' | 'test', shift: number } & (
 *   { tool: 'espeak-ng', voice: string, speed: number, pitch: number } |
 *   { tool: 'flite', voice: string, stretch: readonly number[] })} Voice
 */

/** @returns {Voice} */
const espeak = (split, voice, speed, pitch, shift = 1) => {
  const speaker = `espeak-${voice.replace('+', '-').toLowerCase()}`;
  return { speaker, split, shift, tool: 'espeak-ng', voice, speed, pitch };
};

/** @returns {Voice} */
const flite = (split, voice, stretch, shift = 1) => {
  const speaker = shift === 1 ? `flite-${voice}` : `flite-${voice}-${shift < 1 ? 'low' : 'high'}`;
  return { speaker, split, shift, tool: 'flite', voice, stretch };
};

/** No voice, accent and variant together or as a source, stands in two sets. @type {readonly Voice[]} */
export const cast = [
  espeak('train', 'en-us+m1', 150, 45),
  espeak('train', 'en-gb+m2', 140, 50),
  espeak('train', 'en-us+m3', 160, 55, 0.94),
  espeak('train', 'en-us+m6', 135, 60),
  espeak('train', 'en-gb-x-rp+m7', 150, 50),
  espeak('train', 'en-us+m8', 165, 50, 1.06),
  espeak('train', 'en-us+f1', 150, 50),
  espeak('train', 'en-gb+f4', 140, 60),
  espeak('train', 'en-us+f3', 160, 45, 1.05),
  espeak('train', 'en-us+klatt2', 145, 50),
  espeak('train', 'en-us+Annie', 150, 50),
  espeak('train', 'en-gb+Alicia', 140, 50),
  espeak('train', 'en-us+linda', 140, 40),
  flite('train', 'kal16', [1]),
  flite('train', 'kal16', [1.1], 1.15),
  flite('train', 'awb', [1]),
  flite('train', 'awb', [1.1], 1.12),
  flite('train', 'slt', [1, 1.2]),
  flite('train', 'slt', [1], 0.86),
  espeak('validation', 'en-us+m5', 150, 50),
  espeak('validation', 'en-gb+f5', 145, 50),
  espeak('validation', 'en-us+Mike', 150, 45),
  espeak('test', 'en-us+f2', 150, 50),
  espeak('test', 'en-us+michael', 155, 50),
  espeak('test', 'en-gb+edward', 145, 45),
  flite('test', 'rms', [1, 1.2]),
];
