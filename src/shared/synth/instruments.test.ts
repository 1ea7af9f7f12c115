import { describe, expect, it } from 'vitest';
import { instrumentNames, instrumentOfProgram, instruments, recipes } from './instruments';

describe('instruments', () => {
  it('plays every General MIDI program with a tuned instrument', () => {
    for (let program = 0; program < 128; program++) {
      const name = instrumentOfProgram(program);
      expect(instrumentNames).toContain(name);
      expect(name).not.toBe('drums');
    }
  });

  it('finds the instrument of a menu row by its own program', () => {
    for (const { name, program } of instruments) {
      if (program !== null) expect(instrumentOfProgram(program), name).toBe(name);
    }
  });

  it('lists each name once, with a label and a recipe', () => {
    expect(instruments.map(({ name }) => name).sort()).toEqual([...instrumentNames].sort());
    expect(Object.keys(recipes).sort()).toEqual([...instrumentNames].sort());
    expect(new Set(instruments.map(({ label }) => label)).size).toBe(instruments.length);
  });

  it('takes the families of General MIDI as they are (spot checks from its program list)', () => {
    const named = [1, 7, 10, 13, 19, 25, 33, 41, 47, 50, 53, 60, 65, 71, 75];
    expect(named.map(instrumentOfProgram)).toEqual([
      'piano', // bright acoustic piano
      'harpsichord', // clavinet
      'bell', // music box
      'marimba', // xylophone
      'organ', // church organ
      'guitar', // steel
      'bass', // fingered
      'violin', // viola
      'marimba', // timpani
      'strings', // synth strings
      'choir', // voice oohs
      'brass', // French horn
      'oboe', // alto sax
      'clarinet',
      'flute', // pan flute
    ]);
  });

  it('takes a program that is none as a piano', () => {
    expect([-1, 128, NaN].map(instrumentOfProgram)).toEqual(['piano', 'piano', 'piano']);
  });
});
