import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { decodeWav } from '../../shared/dsp';
import { allNotes, readAbc, readMidi, writeMidi, writePianoRoll } from '../../shared/music';
import type { Score } from '../../shared/music';
import { realData } from '../../testing/realData';
import { melody, melodyFiles } from '../engine/testing/melodies';
import { openInlineLab } from './testing/openLab';
import type { Lab, Outcome } from './testing/openLab';

// On tunes made by arithmetic, in this process; that the program itself starts is told in train.test.

let opened: Omit<Lab, 'program'>;
const at = (...parts: string[]) => opened.at(...parts);
const lab = (...args: string[]) => opened.run(...args);

let training: Outcome;
beforeAll(async () => {
  opened = openInlineLab();
  mkdirSync(at('tunes'));
  for (const { name, bytes } of melodyFiles(30)) writeFileSync(at('tunes', name), bytes);
  writeFileSync(at('tunes', 'broken.mid'), 'no MIDI');
  const settings = ['--preset', 'melody-small', '--steps-per-quarter', '2', '--epochs', '2', '--seed', '3'];
  training = await lab('music', 'train', at('tunes'), '--out', at('model'), ...settings, '--json');
}, 120_000);
afterAll(() => opened.remove());

describe('lab music train', () => {
  it('leaves a model folder, says how good it is and names what it could not read', () => {
    expect(training).toMatchObject({ code: 0 });
    expect(training.json).toMatchObject({
      ...{ model: at('model'), epochs: 2, seed: 3, preset: 'melody-small', status: 'finished', failed: 1 },
      ...{ keys: 'random-key', vocabulary: { kind: 'melody', stepsPerQuarter: 2 } },
      counts: { train: { tunes: 24 }, valid: { tunes: 3 }, test: { tunes: 3 } },
    });
    const { nllPerToken, perplexity } = training.json as Record<string, number>;
    expect(perplexity).toBeCloseTo(Math.exp(nllPerToken), 3);
    expect(training.stderr).toMatch(/1 tune or file left out:\n {2}.*broken\.mid: /);
    expect(readdirSync(at('model')).sort()).toEqual([
      ...['metadata.json', 'model.json', 'receipt.json', 'vocabulary.json', 'weights.bin'],
    ]);
    expect(readdirSync(at()).filter((name) => name.includes('training-'))).toEqual([]);
  });

  it('says in one line what stands in the way', async () => {
    const nothing = await lab('music', 'train', at('nowhere'), '--out', at('x'));
    expect(nothing).toMatchObject({ code: 1 });
    expect(nothing.stderr).toBe(`lab: There is no file or folder ${at('nowhere')}.\n`);
    mkdirSync(at('empty'));
    expect((await lab('music', 'train', at('empty'), '--out', at('x'))).stderr).toMatch(
      /No tune could be read\. .*Expected MIDI, ABC or piano-roll JSON files in this folder, found none\.\n$/,
    );
    const taken = await lab('music', 'train', at('tunes'), '--out', at('tunes'));
    expect(taken).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('holds files that are no model'),
    });
    const keys = ['--keys', 'as-written', '--transpose'];
    const both = await lab('music', 'train', at('tunes'), '--out', at('x'), ...keys);
    expect(both).toMatchObject({ code: 2, stderr: expect.stringContaining('--transpose means') });
  });
});

describe('lab music evaluate', () => {
  it('measures beside an n-gram', async () => {
    const { code, json, stdout } = await lab('music', 'evaluate', at('model'), at('tunes'), '--json');
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(json).toMatchObject({ split: 'test', tunes: 3, nllPerFrame: null, failed: 1, skipped: 0 });
    const { nllPerToken, ngram } = json as unknown as { nllPerToken: number; ngram: Record<string, number> };
    expect(nllPerToken).toBeGreaterThan(0);
    expect(ngram.nllPerToken).toBeGreaterThan(0);
    const valid = await lab('music', 'evaluate', at('model'), at('tunes'), '--split', 'valid');
    expect(valid.stdout).toMatch(/^3 tunes of split valid, /);
  });

  it('takes chords as frames, with the splits a roll names', async () => {
    const tunes = [0, 1, 2, 3].map((n) => {
      const line = allNotes(melody(n, 4));
      return line.map(({ pitch }) => [pitch - 12, pitch]);
    });
    const roll = writePianoRoll({ train: tunes.slice(0, 3), valid: tunes.slice(3), test: [] });
    writeFileSync(at('roll.json'), roll);
    const settings = ['--epochs', '1', '--max-minutes', '0.05', '--steps-per-quarter', '1'];
    const trained = await lab(
      'music',
      'train',
      at('roll.json'),
      '--out',
      at('frames'),
      ...settings,
      '--json',
    );
    expect(trained.json).toMatchObject({
      ...{ vocabulary: { kind: 'frames', framesPerQuarter: 1 }, preset: 'frames-lstm' },
      counts: { train: { tunes: 3 }, valid: { tunes: 1 }, test: { tunes: 0 } },
    });
    const { json } = await lab('music', 'evaluate', at('frames'), at('roll.json'), '--json');
    expect(json).toMatchObject({ split: 'valid', tunes: 1, frames: 32, nllPerFrame: expect.any(Number) });

    writeFileSync(at('test.json'), JSON.stringify({ test: tunes.slice(3) }));
    const alone = await lab('music', 'evaluate', at('frames'), at('test.json'), '--json');
    const { nllPerToken, nllPerFrame } = json;
    expect(alone.json).toMatchObject({
      split: 'test',
      nllPerToken,
      nllPerFrame,
      ngram: null,
      training: null,
    });
  }, 60_000);
});

describe('lab music generate', () => {
  const generate = (name: string, ...args: string[]) =>
    lab('music', 'generate', at('model'), '--out', at(name), '--bars', '4', '--json', ...args);
  const pitches = (score: Score) => allNotes(score).map(({ pitch }) => pitch);
  const midi = (name: string) => readMidi(readFileSync(at(name)), { name }).score;

  it('writes the same notes as MIDI, as ABC and as sound, and the same again for the same seed', async () => {
    const made = await generate('out/tune.mid', '--seed', '5');
    expect(made).toMatchObject({ code: 0, json: { format: 'midi', seed: 5, ending: 'bars' } });
    const notes = pitches(midi('out/tune.mid'));
    expect(made.json.notes).toBe(notes.length);
    await generate('tune.abc', '--seed', '5');
    expect(pitches(readAbc(readFileSync(at('tune.abc'), 'utf8'), 'tune.abc'))).toEqual(notes);
    await generate('other.mid', '--seed', '6', '--temperature', '1.4', '--top-k', '40', '--top-p', '0.99');
    expect(pitches(midi('other.mid'))).not.toEqual(notes);
    const sound = await generate('tune.wav', '--seed', '5', '--qpm', '240');
    const { samples, sampleRate } = decodeWav(readFileSync(at('tune.wav')));
    expect(samples.length / sampleRate).toBeGreaterThan(Number(sound.json.seconds));
    expect(Math.max(...samples.subarray(0, sampleRate))).toBeGreaterThan(0.02);
  }, 60_000);

  it('goes on from a primer', async () => {
    writeFileSync(at('primer.mid'), writeMidi(melody(99, 2)));
    const made = await generate('more.mid', '--primer', at('primer.mid'));
    expect(made).toMatchObject({ code: 0, json: { primerQuarters: 8 } });
    expect(pitches(midi('more.mid')).slice(0, 16)).toEqual(pitches(melody(99, 2)));
  });

  it('refuses what it cannot do, before it writes anything', async () => {
    const refused = async (name: string, ...args: string[]) => {
      const { code, stderr } = await generate(name, ...args);
      return `${code} ${stderr.trim()}`;
    };
    const low = { ...melody(1, 1), title: 'Low' };
    const deep = low.parts.map((part) => ({
      ...{ ...part, notes: part.notes.map((note) => ({ ...note, pitch: note.pitch - 55 })) },
    }));
    writeFileSync(at('low.mid'), writeMidi({ ...low, parts: deep }));
    expect(await refused('x.ogg')).toMatch(
      /^2 lab: --out: expected a name that ends in \.mid, \.wav or \.abc/,
    );
    expect(await refused('x.mid', '--bars', '10000')).toMatch(/^2 lab: .*from 1 to 1000, got '10000'/);
    expect(await refused('x.mid', '--primer', at('none.mid'))).toMatch(/^1 lab: --primer: there is no file/);
    expect(await refused('x.mid', '--primer', at('low.mid'))).toMatch(/^1 lab: .*pitch \d+.*21 to 108/);
    mkdirSync(at('folder.mid'));
    expect(await refused('folder.mid')).toMatch(/^1 lab: .*folder\.mid is a folder/);
    writeFileSync(at('file'), '');
    expect(await refused('file/x.mid')).toMatch(/^1 lab: .*file.x\.mid cannot be written\. /);
    const model = await lab('music', 'generate', at('nowhere'), '--out', at('x.mid'));
    expect(model).toMatchObject({ code: 1, stderr: expect.stringContaining('Expected a model folder') });
    expect(readdirSync(at()).filter((name) => name.startsWith('x.'))).toEqual([]);
  }, 60_000);
});

describe('lab export', () => {
  it('packs a generator too', async () => {
    const { code, json } = await lab(
      'export',
      at('model'),
      '--format',
      'tfjs',
      '--out',
      at('pack'),
      '--json',
    );
    expect(code).toBe(0);
    expect(json.files).toContain('vocabulary.json');
    expect(readdirSync(at('pack'))).toHaveLength(5);
  });
});

const tunes = realData('music', 'nottingham_tunes', 'tunes.abc');

describe.skipIf(!tunes.present)(`a real book ${tunes.why}`, () => {
  it('is read whole', async () => {
    const text = readFileSync(tunes.path, 'utf8')
      .split(/\n(?=X:)/)
      .slice(0, 40)
      .join('\n');
    writeFileSync(at('book.abc'), text);
    const args = [at('book.abc'), '--out', at('book'), '--epochs', '1', '--max-minutes', '0.05', '--json'];
    const { code, json } = await lab('music', 'train', ...args);
    expect(code).toBe(0);
    expect(json).toMatchObject({ preset: 'melody-small', failed: 0 });
  }, 60_000);
});
