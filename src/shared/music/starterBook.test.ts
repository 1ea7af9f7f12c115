// The starter tune book as it is committed: does it read cleanly, add up, and train without leaks?
// Whether a melody is the right one, ears have to say.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readAbc } from './abc/readAbc';
import { barSteps } from './bars';
import { fingerprintOf, groupDuplicates } from './fingerprint';
import { estimateKey, keyName } from './key';
import { isMonophonic, pitchRange, quantise } from './operations';
import { readTunes } from './readTunes';
import { countNotes, scoreLength } from './score';
import { createMelodyCodec, defaultMelodyVocabulary } from './tokens';
import { leakingTunes, splitTunes } from './tuneSplits';

const folder = fileURLToPath(new URL('../../../assets/tunes/', import.meta.url));
const text = readFileSync(`${folder}starter-book.abc`, 'utf8');
const book = readTunes(new TextEncoder().encode(text), { name: 'starter-book.abc' });
const scores = book.tunes.map(({ score }) => score);
const sources = text.split(/\n(?=X:)/).slice(1);
const prints = scores.map(fingerprintOf);
const codec = createMelodyCodec(defaultMelodyVocabulary);

/** Lengths of the written bars in whole bars, e.g. 0.25 for a pick-up of a quarter note in 4/4. */
function writtenBars(source: string): number[] {
  const lines = source.split('\n');
  const header = lines.filter((line) => /^[XMLK]:/.test(line)).join('\n');
  const music = lines.filter((line) => !/^([A-Z]:|%)/.test(line)).join(' ');
  const bars = music.split(/[:|\]]*[|:][:|\]]*/).filter((bar) => bar.trim() !== '');
  return bars.map((bar) => {
    // A low note behind the bar stands where the bar ends, rests included.
    const score = readAbc(`${header}\n${bar} C,,,\n`, 'bar');
    return score.parts[0].notes.at(-1)!.onsetStep / barSteps(score.meters[0], score.stepsPerQuarter);
  });
}

describe('the starter tune book', () => {
  it('reads without an error or a notice: 40 tunes and more, each with its own title', () => {
    expect(book.failures).toEqual([]);
    expect(book.tunes.flatMap((tune) => tune.notices)).toEqual([]);
    expect(scores.length).toBeGreaterThanOrEqual(40);
    expect(scores).toHaveLength(sources.length);
    expect(new Set(scores.map((score) => score.title.toLowerCase())).size).toBe(scores.length);
    expect(book.tunes.map((tune) => tune.place)).toEqual(scores.map((_, i) => `X:${i + 1}`));
  });

  it('has every field, and a line in the table of its README for every tune', () => {
    const readme = readFileSync(`${folder}README.md`, 'utf8');
    sources.forEach((source, i) => {
      expect(source.match(/^[XTCMLQK]:/gm), scores[i].title).toHaveLength(7);
      expect(readme).toContain(`| ${i + 1} | ${scores[i].title} |`);
    });
  });

  it('fills every bar: what is short is a pick-up, and the end of its section gives it back', () => {
    sources.forEach((source, i) => {
      const { title } = scores[i];
      const bars = writtenBars(source);
      const short = bars.filter((bar) => Math.abs(bar - 1) > 1e-9);
      expect(short.length % 2, title).toBe(0);
      short.forEach((bar, k) => expect(bar, title).toBeCloseTo(k % 2 === 0 ? short[0] : 1 - short[0], 9));
      if (short.length > 0) expect(bars[0], title).toBe(short[0]);
    });
  });

  it('is one voice within 48 to 88, on the grid of melody tokens', () => {
    for (const score of scores) {
      expect(score.parts, score.title).toHaveLength(1);
      expect(isMonophonic(score), score.title).toBe(true);
      const { low, high } = pitchRange(score)!;
      expect(low >= 48 && high <= 88, `${score.title}: ${low} to ${high}`).toBe(true);
      const melody = quantise(score, defaultMelodyVocabulary.stepsPerQuarter);
      const again = codec.decode(codec.encode(score));
      expect(again.parts[0].notes, score.title).toEqual(melody.parts[0].notes);
      expect([again.meters, again.pickupSteps], score.title).toEqual([melody.meters, melody.pickupSteps]);
      expect([...codec.encode(again)], score.title).toEqual([...codec.encode(score)]);
    }
  });

  it('is enough to learn from: 1,800 notes and more, several keys, metres and modes', () => {
    expect(scores.reduce((sum, score) => sum + countNotes(score), 0)).toBeGreaterThanOrEqual(1800);
    expect(new Set(scores.map((score) => keyName(score.keys[0]))).size).toBeGreaterThanOrEqual(10);
    const meters = new Set(scores.map(({ meters: [first] }) => `${first.beats}/${first.beatUnit}`));
    expect([...meters]).toEqual(expect.arrayContaining(['4/4', '3/4', '2/4', '6/8']));
    for (const score of scores) {
      const bars = scoreLength(score) / barSteps(score.meters[0], score.stepsPerQuarter);
      expect(bars > 7.4 && bars < 65, `${score.title}: ${bars} bars`).toBe(true); // 8 with a pick-up taken out
    }
  });

  // The estimate counts pitch classes alone: where a tune dwells on its third or fifth it hears that as the tonic.
  it('stands in the key that it says, by pitches and last note, but for tunes known to differ', () => {
    const elsewhere = scores.filter((score) => estimateKey(score)?.sharps !== score.keys[0].sharps);
    expect(elsewhere.map((score) => score.title)).toEqual([
      'Jingle Bells',
      'Mary Had a Little Lamb',
      'Away in a Manger',
      'America the Beautiful (Materna)',
      'In the Hall of the Mountain King',
      'Mo li hua (Jasmine Flower)',
      'Les anges dans nos campagnes',
    ]);
    const open = scores.filter((score) => score.parts[0].notes.at(-1)!.pitch % 12 !== score.keys[0].tonic);
    expect(open.map((score) => score.title)).toEqual([
      'Sakura, sakura', // on the fifth of its scale
      'The First Nowell', // on the third
      'In the Hall of the Mountain King', // on the seventh, as its first strain does
      'Mo li hua (Jasmine Flower)', // on the fifth
    ]);
  });

  it('holds no tune twice, and splits without leaks', () => {
    expect(groupDuplicates(prints)).toEqual(prints.map((_, i) => i));
    for (const seed of [1, 2, 3]) {
      const { splits } = splitTunes(prints, { seed });
      expect(new Set(splits)).toEqual(new Set(['train', 'valid', 'test']));
      expect(leakingTunes(prints, splits, 'valid')).toEqual([]);
      expect(leakingTunes(prints, splits, 'test')).toEqual([]);
    }
  });
});
