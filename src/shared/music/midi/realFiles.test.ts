import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../../testing/realData';
import { gridError, isMonophonic } from '../operations';
import { readMidi } from './readMidi';
import { writeMidi } from './writeMidi';

const tunes = realData('music', 'nottingham_tunes');

describe.skipIf(!tunes.present)(`the Nottingham MIDI files ${tunes.why}`, () => {
  // counted once by this test: the rest of midi_melody has a few chords in its ABC
  it.each([
    ['midi_melody', 1, 756],
    ['midi_full', 2, 7],
  ])('all 773 of %s import and come back equal', (folder, parts, oneVoice) => {
    const files = readdirSync(join(tunes.path, folder));
    expect(files).toHaveLength(773);
    let monophonic = 0;
    let onGrid = 0;
    for (const file of files) {
      const { score, notices } = readMidi(readFileSync(join(tunes.path, folder, file)), { name: file });
      expect([file, notices]).toEqual([file, []]);
      expect(score.parts.length).toBeLessThanOrEqual(parts);
      const again = readMidi(writeMidi(score), { name: file }).score;
      expect(again.parts.map((part) => part.notes)).toEqual(score.parts.map((part) => part.notes));
      if (isMonophonic(score)) monophonic++;
      if (gridError(score, 24) < 0.002) onGrid++;
    }
    expect([monophonic, onGrid]).toEqual([oneVoice, 773]);
  });
});
