// Makes the sample project and the demo recordings from synthetic voices: `node scripts/voices.mjs`.
// Needs espeak-ng, flite and sox; the lab itself needs none of them, the files are committed. The same tools give
// the same bytes.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dirname, join } from 'node:path';
import { cast, otherWords, unknownTakes, words } from './voices/cast.mjs';
import { recordings } from './voices/recordings.mjs';
import {
  between,
  createRandom,
  createRoom,
  encodeWav,
  fanNoise,
  fromDecibels,
  mixInto,
  roomNoise,
  scale,
} from './voices/sound.mjs';
import { createManner, sayWord, takesOf } from './voices/synthesise.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const sample = join(root, 'assets', 'sample');
const SAMPLE_RATE = 16000;
const MARGIN_SECONDS = 0.05;

function write(path, data) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
}

/** A word in the speaker's room, with a little air around it and the faint noise every room has. */
function makeClip(voice, text, take, random) {
  const room = createRoom(SAMPLE_RATE, createRandom('room', voice.speaker));
  const manner = createManner(random);
  const word = sayWord(voice, text, { take, manner, room, levelDb: between(random, -24, -17) });
  const margins = [0, 0].map(() => Math.round(MARGIN_SECONDS * between(random, 0.7, 1.3) * SAMPLE_RATE));
  const length = margins[0] + word.length + margins[1];
  const clip = scale(roomNoise(length, SAMPLE_RATE, random), fromDecibels(between(random, -66, -48)));
  mixInto(clip, word, margins[0]);
  return clip;
}

/** @returns the file's name within the sample project */
function writeClip(voice, label, text, number, take) {
  const name = `${label}/${voice.speaker}_nohash_${number}.wav`;
  const random = createRandom('clip', voice.speaker, label, text, number);
  write(join(sample, name), encodeWav(makeClip(voice, text, take, random), SAMPLE_RATE));
  return name;
}

function writeVoice(voice, index) {
  const names = [];
  for (const word of words) {
    for (let take = 0; take < takesOf(voice); take++) names.push(writeClip(voice, word, word, take, take));
  }
  for (let i = 0; i < unknownTakes; i++) {
    const other = otherWords[(index * unknownTakes + i) % otherWords.length];
    names.push(writeClip(voice, '_unknown_', other, i, 0));
  }
  return names;
}

function writeBackground(name, make, seconds, levelDb) {
  const noise = make(seconds * SAMPLE_RATE, SAMPLE_RATE, createRandom('background', name));
  const samples = scale(noise, fromDecibels(levelDb));
  write(join(sample, '_background_noise_', name), encodeWav(samples, SAMPLE_RATE));
}

function writeSample() {
  for (const label of [...words, '_unknown_', '_background_noise_']) {
    rmSync(join(sample, label), { recursive: true, force: true });
  }
  const lists = { train: [], validation: [], test: [] };
  cast.forEach((voice, index) => lists[voice.split].push(...writeVoice(voice, index)));
  write(join(sample, 'validation_list.txt'), `${lists.validation.sort().join('\n')}\n`);
  write(join(sample, 'testing_list.txt'), `${lists.test.sort().join('\n')}\n`);
  writeBackground('quiet_room.wav', roomNoise, 8, -45);
  writeBackground('fan.wav', fanNoise, 6, -32);
}

writeSample();
for (const { path, data } of recordings()) write(join(root, path), data);
