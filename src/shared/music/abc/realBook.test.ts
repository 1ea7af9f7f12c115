import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { realData } from '../../../testing/realData';
import { readMidi } from '../midi/readMidi';
import { isMonophonic, quantise } from '../operations';
import type { Score } from '../score';
import { readAbc, readAbcBook } from './readAbc';
import { writeAbc } from './writeAbc';

const data = realData('music', 'nottingham_tunes');

describe.skipIf(!data.present)(`the Nottingham tune book ${data.why}`, () => {
  const text = () => readFileSync(join(data.path, 'tunes.abc'), 'utf8');

  it('gives all of its 773 tunes', () => {
    const { tunes, failures } = readAbcBook(text(), 'tunes.abc');
    expect(failures).toEqual([]);
    expect(tunes).toHaveLength(773);
  });

  // The MIDI files beside the book were made by another program, which follows the order in the Y: fields, plays
  // tied notes as two and forgets accidentals behind their note; so only some tunes can agree note by note.
  it('agrees note by note with 371 of its MIDI files', () => {
    const lines = text().split('\n');
    const equal = readAbcBook(text(), 'tunes.abc').tunes.filter(({ score, line }) => {
      const id = idAbove(lines, line);
      const midi = readMidi(readFileSync(join(data.path, 'midi_melody', `${id}.mid`)), { name: id }).score;
      return spoken(score) === spoken(midi);
    });
    expect(equal.length).toBeGreaterThanOrEqual(371);
  });

  it('comes back from ABC that was written here', () => {
    const { tunes } = readAbcBook(text(), 'tunes.abc');
    const oneVoice = tunes.map((tune) => tune.score).filter(isMonophonic);
    expect(oneVoice.length).toBeGreaterThan(700);
    for (const score of oneVoice) expect(spoken(readAbc(writeAbc(score), score.title))).toBe(spoken(score));
  });
});

function idAbove(lines: readonly string[], line: number): string {
  for (let i = line - 1; i >= 0; i--) {
    const found = /^% id: (\S+)/.exec(lines[i]);
    if (found) return found[1];
  }
  return '';
}

/** Pitches, onsets from the first note on, and lengths, in 24ths of a quarter note. */
function spoken(score: Score): string {
  const notes = quantise(score, 24).parts.flatMap((part) => part.notes);
  return notes.map((n) => `${n.pitch}@${n.onsetStep - notes[0].onsetStep}+${n.durationSteps}`).join();
}
