// One voice says one text: runs the synthesisers, brings their sound to one rate and one level.
// Not the choice of voices: see cast.mjs.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSpeech, fromDecibels, peakOf, rmsOf, scale } from './sound.mjs';

const PEAK_LIMIT = 0.89; // -1 dB

/** Runs the tool and resamples with SoX, without dither: the same bytes on every run. */
function speak(voice, text, take, sampleRate) {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-voices-'));
  const file = join(folder, 'raw.wav');
  try {
    if (voice.tool === 'espeak-ng') {
      execFileSync('espeak-ng', [
        '-v',
        voice.voice,
        '-s',
        `${voice.speed}`,
        '-p',
        `${voice.pitch}`,
        '-w',
        file,
        text,
      ]);
    } else {
      const stretch = `duration_stretch=${voice.stretch[take]}`;
      execFileSync('flite', ['-voice', voice.voice, '--setf', stretch, '-t', text, '-o', file]);
    }
    const output = ['-t', 'f32', '-r', `${sampleRate}`, '-c', '1', '-'];
    const shift = voice.shift === 1 ? [] : ['speed', `${voice.shift}`];
    const bytes = execFileSync('sox', ['-D', '-G', file, ...output, ...shift], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** How many takes a voice gives of each word. */
export function takesOf(voice) {
  return voice.tool === 'flite' ? voice.stretch.length : 1;
}

/**
 * A word without the silence around it, at the given level.
 * @param {import('./cast.mjs').Voice} voice
 * @param {number} levelDb RMS of the word over full scale; less where the peak would pass -1 dB
 * @param {(samples: Float32Array) => Float32Array} room what microphone and room add
 * @returns {Float32Array}
 */
export function sayWord(
  voice,
  text,
  { take = 0, sampleRate = 16000, levelDb = -20, room = (dry) => dry } = {},
) {
  const samples = room(speak(voice, text, take, sampleRate));
  const { start, end } = findSpeech(samples, sampleRate);
  const word = samples.subarray(start, end);
  const gain = Math.min(fromDecibels(levelDb) / rmsOf(word), PEAK_LIMIT / peakOf(word));
  return scale(word, gain);
}
