// Tunes as files: what is written can be read again, under names that every file system takes.
import { describe, expect, it } from 'vitest';
import { createPart, createScore, readAbcBook, readMidi } from '../../../shared/music';
import { fakeScore } from '../../testing/fakeTunes';
import { abcBook, fileNameOf, fileNames, midiFiles } from './exportTunes';

const note = (pitch: number, onsetStep: number) => ({ pitch, velocity: 90, onsetStep, durationSteps: 4 });
const chords = createScore({
  stepsPerQuarter: 4,
  parts: [createPart([note(60, 0), note(64, 0), note(67, 0), note(65, 4)])],
});
const silent = createScore({ stepsPerQuarter: 4 });

describe('names', () => {
  it('keeps letters of every script and leaves out what file systems refuse', () => {
    expect(
      ["A and A's Waltz", 'Ah! vous dirai-je', 'Stille Nacht/Silent: Night?', 'さくら', '...'].map(
        fileNameOf,
      ),
    ).toEqual(['A and A s Waltz', 'Ah vous dirai-je', 'Stille Nacht Silent Night', 'さくら', 'tune']);
    expect(fileNameOf('CON')).toBe('tune CON');
    expect(fileNameOf('x'.repeat(300))).toHaveLength(80);
  });

  it('numbers the second of the same name, whatever its case', () => {
    expect(fileNames(['Reel', 'reel', 'Jig', 'Reel!'], 'mid')).toEqual([
      'Reel.mid',
      'reel 2.mid',
      'Jig.mid',
      'Reel 3.mid',
    ]);
  });
});

it('writes MIDI that reads back to the same pitches', () => {
  const [file] = midiFiles([{ title: 'One', score: chords }]);
  const pitches = readMidi(file.bytes, { name: file.name }).score.parts.flatMap((part) =>
    part.notes.map((one) => one.pitch),
  );
  expect(pitches).toEqual([60, 64, 67, 65]);
});

describe('an ABC book', () => {
  it('numbers its tunes, keeps their titles, and reads back', () => {
    const { text, cut, leftOut } = abcBook([
      { title: 'One', score: fakeScore(0) },
      { title: 'Two', score: fakeScore(1) },
    ]);
    const { tunes, failures } = readAbcBook(text, 'book.abc');
    expect(tunes.map(({ score, reference }) => `${reference} ${score.title}`)).toEqual(['1 One', '2 Two']);
    expect(tunes[1].score.parts[0].notes.map(({ pitch }) => pitch)).toEqual(
      fakeScore(1).parts[0].notes.map(({ pitch }) => pitch),
    );
    expect([failures, cut, leftOut]).toEqual([[], [], []]);
  });

  it('holds the top line of chords and says so; without notes there is nothing to write', () => {
    const { text, cut, leftOut } = abcBook([
      { title: 'Rest', score: silent },
      { title: 'Chords', score: chords },
    ]);
    expect([cut, leftOut]).toEqual([['Chords'], ['Rest']]);
    expect(readAbcBook(text, 'x').tunes[0].score.parts[0].notes.map(({ pitch }) => pitch)).toEqual([67, 65]);
  });
});
