import { expect, it } from 'vitest';
import { writeMidi } from './midi/writeMidi';
import { readTunes } from './readTunes';
import { createPart, createScore } from './score';

const bytes = (text: string) => new TextEncoder().encode(text);

it('tells MIDI, ABC and piano rolls apart by what is in them', () => {
  const note = { pitch: 60, velocity: 90, onsetStep: 0, durationSteps: 4 };
  const midi = writeMidi(createScore({ stepsPerQuarter: 4, parts: [createPart([note])] }));
  expect(readTunes(midi, { name: 'nameless' }).kind).toBe('midi');
  const book = readTunes(bytes('X:7\nK:C\nC\n\nX:8\nK:C\nC/0\n'), { name: 'book.txt' });
  expect([book.kind, book.tunes[0].place, book.failures[0].place]).toEqual(['abc', 'X:7', 'X:8']);
  const roll = readTunes(bytes('{"valid":[[[60],[60]],[[]]]}'), { name: 'x/roll.json' });
  expect(roll.tunes.map(({ place, split, score }) => [place, split, score.title])).toEqual([
    ['valid[0]', 'valid', 'roll valid 1'],
  ]);
});

it.each([
  ['', 'a.mid', 'a.mid: the file is empty'],
  ['hello', 'a.txt', 'expected MIDI, ABC or piano-roll JSON'],
  ['hello', 'a.mid', 'not a MIDI file'],
  [
    '<?xml version="1.0"?><score-partwise/>',
    'a.musicxml',
    'MusicXML is not read. Export it as MIDI or ABC first',
  ],
  ['{"train":[[[]]]}', 'a.json', 'the piano roll holds no notes'],
  ['X:1\nK:C\nC/0\n', 'a.abc', 'a.abc: line 3, column 2'],
])('says why %j (%s) is not read', (text, name, message) => {
  expect(() => readTunes(bytes(text), { name })).toThrow(message);
});
