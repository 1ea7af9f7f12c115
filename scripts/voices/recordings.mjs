// Longer recordings: words with pauses in a quiet room, with the truth beside them.
// Not part of the sample project's clips: nothing here is trained on.

import { cast } from './cast.mjs';
import { createRandom, createRoom, encodeWav, fromDecibels, mixInto, roomNoise, scale } from './sound.mjs';
import { sayWord } from './synthesise.mjs';

/**
 * @typedef {{ label: string, speaker: string, at: number }} Cue a word and the second it starts
 * @typedef {{ label: string, speaker: string, start: number, end: number }} Spoken in seconds
 */

/** For the Live screen: six words by the voices of the test set. @type {readonly Cue[]} */
const sixWords = [
  { label: 'yes', speaker: 'espeak-en-us-f2', at: 1 },
  { label: 'left', speaker: 'espeak-en-us-michael', at: 3 },
  { label: 'go', speaker: 'espeak-en-gb-edward', at: 4.8 },
  { label: 'down', speaker: 'espeak-en-us-f2', at: 6.7 },
  { label: 'stop', speaker: 'flite-rms', at: 8.6 },
  { label: 'right', speaker: 'espeak-en-us-michael', at: 10.4 },
];

/** For Chromium's fake microphone, which plays the file in a loop: two seconds of quiet at the end. @type {readonly Cue[]} */
const threeWords = [
  { label: 'right', speaker: 'espeak-en-gb-edward', at: 1.5 },
  { label: 'stop', speaker: 'espeak-en-us-f2', at: 3.5 },
  { label: 'left', speaker: 'espeak-en-us-michael', at: 5.5 },
];

/**
 * Puts words into a quiet room.
 * @returns {{ samples: Float32Array, spoken: Spoken[] }}
 */
function record(name, cues, seconds, sampleRate) {
  const noise = roomNoise(Math.round(seconds * sampleRate), sampleRate, createRandom('recording', name));
  const samples = scale(noise, fromDecibels(-52));
  const spoken = cues.map(({ label, speaker, at }) => {
    const voice = cast.find((one) => one.speaker === speaker);
    const room = createRoom(sampleRate, createRandom('room', speaker));
    const word = sayWord(voice, label, { sampleRate, levelDb: -20, room });
    mixInto(samples, word, Math.round(at * sampleRate));
    return { label, speaker, start: at, end: Number((at + word.length / sampleRate).toFixed(3)) };
  });
  return { samples, spoken };
}

/** @returns {{ path: string, data: Buffer | string }[]} files by their path in the repository */
export function recordings() {
  const six = record('six-words', sixWords, 12.5, 16000);
  const three = record('three-words', threeWords, 8, 48000);
  const rows = six.spoken.map(({ label, start, end }) => `${label},${start},${end}`);
  const truth = { file: 'three-words.wav', seconds: 8, sampleRate: 48000, words: three.spoken };
  return [
    { path: 'assets/sample-live/six-words.wav', data: encodeWav(six.samples, 16000) },
    { path: 'assets/sample-live/six-words.csv', data: `label,start,end\n${rows.join('\n')}\n` },
    { path: 'e2e/fixtures/three-words.wav', data: encodeWav(three.samples, 48000) },
    { path: 'e2e/fixtures/three-words.json', data: `${JSON.stringify(truth, null, 2)}\n` },
  ];
}
