import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyName, keyOfSignature } from '../key';
import { quantise } from '../operations';
import { createPart, createScore } from '../score';
import type { Note } from '../score';
import { arbitraryMelody } from '../testing/arbitraryScore';
import { readAbc, readAbcBook } from './readAbc';
import { writeAbc } from './writeAbc';

/** Pitches and lengths in eighths of a body under a plain header; a rest is not shown. */
function play(body: string, header = 'M:4/4\nL:1/8\nK:C'): string {
  const score = readAbc(`X:1\n${header}\n${body}\n`, 'made.abc');
  const eighth = score.stepsPerQuarter / 2;
  const notes = score.parts.flatMap((part) => part.notes);
  return notes.map((n) => `${n.pitch}@${+(n.onsetStep / eighth).toFixed(4)}+${+(n.durationSteps / eighth).toFixed(4)}`).join(' ');
} // prettier-ignore
const pitches = (body: string, header?: string) => play(body, header).replace(/@\S*/g, '');

describe('reading ABC notes', () => {
  it('reads octaves, lengths and rests', () => {
    expect(play("C,2 C c/2 c'// z x3 d3/2")).toBe('48@0+2 60@2+1 72@3+0.5 84@3.5+0.25 74@7.75+1.5');
    expect(play('CZ2D', 'M:3/4\nL:1/4\nK:C')).toBe('60@0+2 62@14+2');
  });

  it('keeps accidentals until the bar line, in every octave (ABC 2.1, 11.3)', () => {
    expect(pitches('^F f =F f _B | F B')).toBe('66 78 65 77 70 65 71');
    expect(pitches('F =F F | F ^^C __D', 'K:D')).toBe('66 65 65 66 62 60');
  });

  it('joins ties, across bar lines with the accidental, and only on the same pitch', () => {
    expect(play('^c2-|c2 c')).toBe('73@0+4 72@4+1');
    expect(play('c -"G" c d-e [CE]-[CG]')).toBe('72@0+2 74@2+1 76@3+1 60@4+2 64@4+1 67@5+1');
  });

  it('plays tuplets and broken rhythm', () => {
    expect(play('(3ccc d')).toBe('72@0+0.6667 72@0.6667+0.6667 72@1.3333+0.6667 74@2+1');
    expect(play('(3:2:2c2c d', 'M:6/8\nL:1/8\nK:C')).toBe('72@0+1.3333 72@1.3333+0.6667 74@2+1');
    expect(play('(2cc d', 'M:6/8\nL:1/8\nK:C')).toBe('72@0+1.5 72@1.5+1.5 74@3+1');
    expect(play('c>d e<f g>>a')).toBe('72@0+1.5 74@1.5+0.5 76@2+0.5 77@2.5+1.5 79@4+1.75 81@5.75+0.25');
  });

  it('reads chords, and over grace notes, decorations, slurs, annotations and line ends', () => {
    expect(play('[CE2G]2 {/cd}!trill!.~c "^slow"(d \\\n e) +fermata+f')).toBe('60@0+2 64@0+2 67@0+2 72@2+1 74@3+1 76@4+1 77@5+1'); // prettier-ignore
  });

  it('keeps chord symbols with their place', () => {
    expect(readAbc('X:1\nL:1/4\nK:C\n"Am7"A2 "G"G |', 'made.abc').chordSymbols).toEqual([{ step: 0, text: 'Am7' }, { step: 960, text: 'G' }]); // prettier-ignore
  });
});

describe('repeats', () => {
  it.each([
    ['C:|D', '60 60 62'],
    ['C|:D:|E', '60 62 62 64'],
    ['|:C::D:|', '60 60 62 62'],
    ['|:C:||:D:|', '60 60 62 62'],
    ['|:C|1D:|2E||F', '60 62 60 64 65'],
    ['|:C|[1D:|[2E|]F', '60 62 60 64 65'],
    ['|:C|1,3D:|2E:|F', '60 62 60 64 60 62 65'],
    ['|:C|1-2D:|3E|]', '60 62 60 62 60 64'],
    ['|::C::|D', '60 60 60 62'],
    ['C||D:|', '60 62 62'],
  ])('%s plays %s', (body, expected) => {
    expect(pitches(body)).toBe(expected);
  });

  it('never runs for ever, whatever the bar lines', () => {
    const piece = fc.constantFrom(
      'C',
      '|:',
      ':|',
      '::',
      '[1',
      '[2',
      '|',
      '||',
      '|1',
      ':|2',
      '[3',
      '|]',
      'P:A\n',
    );
    fc.assert(fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const body = pieces.map((text) => (text === 'P:A\n' ? `\nP:A\n` : text)).join(' ');
      expect(pitches(`C ${body}`).length).toBeLessThan(20_000);
    })); // prettier-ignore
  });

  it('follows the order of parts in the header', () => {
    expect(pitches('P:A\nC\nP:B\nD:|', 'P:A(BA)2\nL:1/8\nK:C')).toBe('60 62 62 60 62 62 60');
  });
});

describe('fields', () => {
  it('reads keys of every kind', () => {
    const keys = [
      'Bb',
      'F#m',
      'Edor',
      'A Mixolydian',
      'C minor',
      'G exp ^c',
      'D treble-8',
      'none',
      'Am clef=bass',
    ];
    const names = keys.map((key) => readAbc(`X:1\nK:${key}\nC\n`, 'k').keys.map(keyName).join());
    expect(names).toEqual(['Bb major', 'F# minor', 'E dorian', 'A mixolydian', 'C minor', 'G major', 'D major', '', 'A minor']); // prettier-ignore
    expect(pitches('c C', 'K:G exp ^c')).toBe('73 61');
    expect(pitches('C', 'K:C octave=-1')).toBe('48');
  });

  it('reads metre, tempo, pick-up and their changes', () => {
    const score = readAbc('X:3\nT:Jig\nM:6/8\nQ:3/8=80\nK:G\nD|G3 G3|[M:9/8][Q:1/4=90]G9|[K:D]F3|]', 'j.abc');
    expect(score.title).toBe('Jig');
    expect(score.pickupSteps).toBe(240);
    expect(score.meters).toEqual([{ step: 0, beats: 6, beatUnit: 8 }, { step: 1680, beats: 9, beatUnit: 8 }]); // prettier-ignore
    expect(score.tempos).toEqual([{ step: 0, qpm: 120 }, { step: 1680, qpm: 90 }]); // prettier-ignore
    expect(score.keys).toEqual([keyOfSignature(0, 1, 'major'), keyOfSignature(3840, 2, 'major')]);
    expect(score.parts[0].notes.at(-1)?.pitch).toBe(66);
  });

  it('takes an eighth or a sixteenth where no length is said', () => {
    expect(readAbc('X:1\nM:3/4\nK:C\nC', 'a').parts[0].notes[0].durationSteps).toBe(240);
    expect(readAbc('X:1\nM:2/4\nK:C\nC', 'a').parts[0].notes[0].durationSteps).toBe(120);
  });

  it('makes a part of each voice', () => {
    const score = readAbc('X:1\nL:1/4\nV:1 name="Flute"\nV:2\nK:C\nV:1\nCDEF|\nV:2\nC,4|\n[V:1]G4|', 'v.abc');
    expect(score.parts.map((part) => [part.name, part.notes.length])).toEqual([['Flute', 5], ['2', 1]]); // prettier-ignore
    expect(score.parts[0].notes[4].onsetStep).toBe(1920);
  });
});

describe('books', () => {
  const book =
    'L:1/4\n% free\n\nX:1\nT:One\nK:C\nC\n\nwords between\n\nX:2\nT:Two\nK:H\nC\n\nX:3\nT:Three\nK:C\n[CE\n\nX:4\nT:Four\nK:C\nD\n';

  it('keep their good tunes and name line and column of the bad ones', () => {
    const { tunes, failures } = readAbcBook(book, 'book.abc');
    expect(tunes.map((tune) => [tune.reference, tune.score.title, tune.line])).toEqual([['1', 'One', 4], ['4', 'Four', 21]]); // prettier-ignore
    expect(tunes[0].score.parts[0].notes[0].durationSteps).toBe(480);
    expect(failures.map(({ title, error }) => [title, error.message])).toEqual([
      ['Two', 'book.abc: line 13, column 3: expected a key such as D or Am, got H.'],
      ['Three', 'book.abc: line 19, column 1: a chord [ without its ].'],
    ]);
  });

  it.each([
    ['', 'line 1, column 1: no tune found'],
    ['X:1\nT:None\nK:C\nz4|', 'line 1, column 1: the tune "None" holds no notes'],
    ['X:1\nT:None\n', 'line 1, column 1: the tune has no key'],
    ['X:1\nM:4/5\nK:C\nC', 'line 2, column 3: expected a metre such as 6/8, got 4/5'],
    ['X:1\nL:x\nK:C\nC', 'line 2, column 3: expected a length such as 1/8'],
    ['X:1\nabc\nK:C\nC', 'line 2, column 1: expected a field such as K: before the music'],
    ['X:1\nK:C\nCD "Am E', 'line 3, column 4: a text in " without its closing "'],
    ['X:1\nK:C\nCD {EF', 'line 3, column 4: grace notes { without their }'],
    ['X:1\nK:C\nC C/0', 'line 3, column 4: expected a length of 1 to 10,000, got 0'],
    ['X:1\nK:C\n> C', 'line 3, column 1: > needs a note before it'],
    ['X:1\nK:C\nC (0CC', 'line 3, column 3: expected a tuplet of 2 to 9 notes, got (0'],
    ['X:1\nK:C\nC & E', 'line 3, column 3: voices in one line (&) are not read'],
    ["X:1\nK:C\nC c''''''", "line 3, column 3: the note c'''''' lies outside"],
    ['X:1\nK:C\nC \u00e9', 'line 3, column 3: expected a note, rest or bar line, got \u00e9'],
    ['X:1\nK:C\nC [K:Q]D', 'line 3, column 6: expected a key such as D or Am, got Q'],
  ])('say where it is wrong: %j', (text, message) => {
    expect(() => readAbc(text, 'bad.abc')).toThrow(`bad.abc: ${message}`);
    expect(() => readAbc(text, 'bad.abc')).toThrow(expect.objectContaining({ code: 'bad-score' }));
  });

  it('throw nothing but LabError on any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (body) => {
      try {
        readAbc(`X:1\nK:C\nC${body}`, 'any.abc');
      } catch (error) {
        expect((error as Error).name).toBe('LabError');
      }
    }), { numRuns: 300 }); // prettier-ignore
  });
});

describe('writing ABC', () => {
  const note = (pitch: number, onsetStep: number, durationSteps: number): Note => ({ pitch, velocity: 90, onsetStep, durationSteps }); // prettier-ignore

  it('writes bars, ties, tuplets, accidentals and changes as a person would', () => {
    const notes = [note(62, 0, 6), note(67, 6, 18), note(66, 24, 4), note(68, 28, 4), note(69, 32, 4), note(65, 36, 30), note(68, 66, 12)]; // prettier-ignore
    const score = createScore({
      title: 'Made\nup',
      stepsPerQuarter: 12,
      pickupSteps: 6,
      parts: [createPart(notes)],
      meters: [{ step: 0, beats: 4, beatUnit: 4 }, { step: 54, beats: 3, beatUnit: 4 }],
      keys: [keyOfSignature(0, 1, 'major')],
      chordSymbols: [{ step: 6, text: 'G' }],
    }); // prettier-ignore
    expect(writeAbc(score)).toBe(
      'X:1\nT:Made up\nM:4/4\nL:1/8\nQ:1/4=120\nK:G\nD | "G"G3(3F^GA=F3- |[M:3/4] F2 ^G2 |]\n',
    );
  });

  it('refuses what one voice cannot say', () => {
    const chord = createScore({ stepsPerQuarter: 4, parts: [createPart([note(60, 0, 4), note(64, 0, 4)])] });
    expect(() => writeAbc(chord)).toThrow('one voice');
    expect(() => writeAbc(createScore({ stepsPerQuarter: 4 }))).toThrow('no notes');
  });

  it('reads back every note and metre it wrote, in every key (property)', () => {
    fc.assert(
      fc.property(arbitraryMelody({ velocity: 90 }), fc.integer({ min: -7, max: 7 }), (melody, sharps) => {
        const score = { ...melody, keys: [keyOfSignature(0, sharps, 'minor')] };
        const again = quantise(readAbc(writeAbc(score), 'again.abc'), 12);
        expect(again.parts[0].notes).toEqual(score.parts[0].notes);
        expect(again.keys).toEqual(score.keys);
      }),
      { numRuns: 200 },
    );
  });
});
