// One voice says one text: runs the synthesisers, brings their sound to one rate and one level.
// Not the choice of voices: see cast.mjs.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { between, findSpeech, fromDecibels, peakOf, rmsOf, scale } from './sound.mjs';

const PEAK_LIMIT = 0.89; // -1 dB

/** The synthesiser's command for a text, its sound to be written to `file`. */
function commandOf(voice, text, take, pace, file) {
  if (voice.tool === 'espeak-ng') {
    const speed = Math.round(voice.speed / pace);
    return ['espeak-ng', ['-v', voice.voice, '-s', `${speed}`, '-p', `${voice.pitch}`, '-w', file, text]];
  }
  const stretch = `duration_stretch=${(voice.stretch[take] * pace).toFixed(3)}`;
  return ['flite', ['-voice', voice.voice, '--setf', stretch, '-t', text, '-o', file]];
}

/** Runs the synthesiser and resamples with SoX, without dither: the same bytes on every run. */
function speak(voice, text, take, manner, sampleRate) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-voices-'));
  const file = join(folder, 'raw.wav');
  try {
    execFileSync(...commandOf(voice, text, take, manner.pace, file));
    const output = ['-t', 'f32', '-r', `${sampleRate}`, '-c', '1', '-'];
    const shift = ['speed', (voice.shift * manner.shift).toFixed(4)];
    const bytes = execFileSync('sox', ['-D', '-G', file, ...output, ...shift], { maxBuffer: 2 ** 26 });
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many takes a voice gives of each word. */
export function takesOf(voice) {
  return voice.tool === 'flite' ? voice.stretch.length : 1;
}

/** Nobody says a word twice the same way: durations by up to 15 %, pitch and formants by up to 5 %. */
export function createManner(random) {
  return { pace: between(random, 0.87, 1.15), shift: between(random, 0.95, 1.05) };
}

const plainly = { pace: 1, shift: 1 };

/**
 * A word without the silence around it, at the given level.
 * @param {import('./cast.mjs').Voice} voice
 * @param {number} levelDb RMS of the word over full scale; less where the peak would pass -1 dB
 * @param {{ pace: number, shift: number }} manner factors on durations, and on pitch and formants
 * @param {(samples: Float32Array) => Float32Array} room what microphone and room add
 * @returns {Float32Array}
 */
export function sayWord(
  voice,
  text,
  { take = 0, sampleRate = 16000, levelDb = -20, manner = plainly, room = (dry) => dry } = {},
) {
  const samples = room(speak(voice, text, take, manner, sampleRate));
  const { start, end } = findSpeech(samples, sampleRate);
  const word = samples.subarray(start, end);
  const gain = Math.min(fromDecibels(levelDb) / rmsOf(word), PEAK_LIMIT / peakOf(word));
  return scale(word, gain);
}
