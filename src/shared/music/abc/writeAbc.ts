// A one-voice score as an ABC tune (ABC 2.1): bars, ties, tuplets, accidentals, changes of metre and key.
// Velocities, and tempo or key changes within a note, are not kept; repeats are written out.

import { LabError } from '../../contract/errors';
import { barsOf } from '../bars';
import type { Bar } from '../bars';
import { estimateKey, keyName } from '../key';
import { isMonophonic, isTuned } from '../operations';
import { scoreLength, validateScore } from '../score';
import type { KeyChange, Note, Score } from '../score';
import { createAbcSpeller } from './abcSpelling';
import type { AbcSpeller } from './abcSpelling';

const BARS_PER_LINE = 4;

/** A stretch of a bar: a note, its continuation, or a rest. */
interface Stretch {
  readonly step: number;
  readonly steps: number;
  /** -1 is a rest. */
  readonly pitch: number;
  readonly continued: boolean;
  readonly tied: boolean;
}

/**
 * Writes one tune.
 * @param reference the X: field
 * @returns text that {@link readAbc} reads back to the same pitches, onsets and durations
 * @throws LabError invalid-argument where two notes sound at once: take topLine() or one part first
 */
export function writeAbc(score: Score, reference = 1): string {
  validateScore(score);
  if (!isMonophonic(score)) {
    throw new LabError(
      'invalid-argument',
      'ABC is written for one voice: choose a part or its top line first.',
    );
  }
  const notes = score.parts.filter(isTuned).flatMap((part) => part.notes);
  if (notes.length === 0) throw new LabError('invalid-argument', 'There are no notes to write.');
  const key = score.keys[0] ?? estimateKey(score) ?? { sharps: 0, mode: 'major' as const };
  const [meter] = score.meters;
  const header = [
    `X:${reference}`,
    `T:${score.title.replace(/[\r\n%]+/g, ' ').trim() || 'Untitled'}`,
    `M:${meter.beats}/${meter.beatUnit}`,
    'L:1/8',
    `Q:1/4=${Number(score.tempos[0].qpm.toFixed(3))}`,
    `K:${abcKey(key)}`,
  ];
  return [...header, ...writeBody(score, notes, key.sharps)].join('\n') + '\n';
}

/** `Bbm`, `Edor`: a key as K: has it. */
function abcKey(key: Pick<KeyChange, 'sharps' | 'mode'>): string {
  const [tonic, mode] = keyName(key).split(' ');
  return tonic + (mode === 'major' ? '' : mode === 'minor' ? 'm' : mode.slice(0, 3));
}

function writeBody(score: Score, notes: readonly Note[], sharps: number): string[] {
  const speller = createAbcSpeller(sharps);
  const bars = barsOf(score, scoreLength(score));
  const marks = createMarks(score, speller);
  const lines: string[] = [];
  let line = '';
  bars.forEach((bar, index) => {
    speller.startBar();
    const changed = index > 0 && bar.meter !== bars[index - 1].meter;
    if (changed) line += `[M:${bar.meter.beats}/${bar.meter.beatUnit}]`;
    line += writeBar(bar, stretchesOf(bar, notes, index === bars.length - 1), score, marks, speller);
    line += index === bars.length - 1 ? ' |]' : ' |';
    if (index % BARS_PER_LINE === BARS_PER_LINE - 1 || index === bars.length - 1) {
      lines.push(line.trim());
      line = '';
    }
  });
  return lines;
}

/** Key, tempo and chord marks that stand before the stretch that begins at or after their step. */
function createMarks(score: Score, speller: AbcSpeller): (step: number) => string {
  const keys = score.keys.slice(1).map((key) => ({
    step: key.step,
    text: () => {
      speller.setKey(key.sharps);
      speller.startBar();
      return `[K:${abcKey(key)}]`;
    },
  }));
  const tempos = score.tempos.slice(1).map((tempo) => ({
    step: tempo.step,
    text: () => `[Q:1/4=${Number(tempo.qpm.toFixed(3))}]`,
  }));
  const chords = score.chordSymbols.map(({ step, text }) => ({
    step,
    text: () => `"${text.replace(/["\r\n]/g, ' ')}"`,
  }));
  const waiting = [...keys, ...tempos, ...chords].sort((a, b) => a.step - b.step);
  let next = 0;
  return (step) => {
    let text = '';
    while (next < waiting.length && waiting[next].step <= step) text += waiting[next++].text();
    return text;
  };
}

/** The notes and rests of a bar, clipped to it. The last bar ends with its last note. */
function stretchesOf(bar: Bar, notes: readonly Note[], isLast: boolean): Stretch[] {
  const end = bar.startStep + bar.steps;
  const stretches: Stretch[] = [];
  let step = bar.startStep;
  const rest = (until: number) => {
    if (until > step) stretches.push({ step, steps: until - step, pitch: -1, continued: false, tied: false });
  };
  for (const note of notes) {
    const noteEnd = note.onsetStep + note.durationSteps;
    if (noteEnd <= bar.startStep || note.onsetStep >= end) continue;
    const from = Math.max(note.onsetStep, bar.startStep);
    rest(from);
    step = Math.min(noteEnd, end);
    const continued = note.onsetStep < bar.startStep;
    stretches.push({ step: from, steps: step - from, pitch: note.pitch, continued, tied: noteEnd > end });
  }
  if (!isLast) rest(end);
  return stretches;
}

function writeBar(
  bar: Bar,
  stretches: readonly Stretch[],
  score: Score,
  marks: (step: number) => string,
  speller: AbcSpeller,
): string {
  const beat = beatSteps(bar, score.stepsPerQuarter);
  let text = '';
  let left = 0; // stretches left of the tuplet at hand
  let factor = 1;
  stretches.forEach((stretch, index) => {
    if ((stretch.step - bar.startStep) % beat === 0) text += ' ';
    text += marks(stretch.step);
    if (left === 0) factor = 1;
    const tuplet = left === 0 ? tupletAt(stretches, index, score.stepsPerQuarter) : null;
    if (tuplet) {
      [left, factor] = [tuplet.count, tuplet.over / tuplet.under];
      const short = tuplet.over === 3 && tuplet.count === 3;
      text += short ? '(3' : `(${tuplet.over}:${tuplet.under}:${tuplet.count}`;
    }
    if (left > 0) left--;
    const name = stretch.pitch < 0 ? 'z' : speller.spell(stretch.pitch, stretch.continued);
    text += name + lengthText(stretch.steps * 2 * factor, score.stepsPerQuarter) + (stretch.tied ? '-' : '');
  });
  return text;
}

/** Notes are grouped by beats; three units make a beat where the metre is compound. */
function beatSteps(bar: Bar, stepsPerQuarter: number): number {
  const unit = (stepsPerQuarter * 4) / bar.meter.beatUnit;
  return bar.meter.beats % 3 === 0 && bar.meter.beatUnit >= 8 ? unit * 3 : unit;
}

/** Stretches from `index` on that are 2/3, 4/5 or 4/7 of plain lengths and together fill a plain one. */
function tupletAt(stretches: readonly Stretch[], index: number, stepsPerQuarter: number) {
  if (isPlain(stretches[index].steps, stepsPerQuarter)) return null;
  for (const [over, under] of [[3, 2], [5, 4], [7, 4]]) {
    let sum = 0;
    for (let count = 1; index + count <= stretches.length; count++) {
      const { steps } = stretches[index + count - 1];
      if (!isPlain(steps * over, stepsPerQuarter * under)) break;
      sum += steps;
      if (count > 1 && isPlain(sum, stepsPerQuarter)) return { over, under, count };
    }
  } // prettier-ignore
  return null;
}

/** Whether a length is a whole number of 64ths. */
function isPlain(steps: number, stepsPerQuarter: number): boolean {
  return (steps * 16) % stepsPerQuarter === 0;
}

/** steps / unit as ABC writes it: nothing for 1, `3/2`, `/2`. */
function lengthText(steps: number, unit: number): string {
  const [over, under] = reduce(Math.round(steps * 105), unit * 105);
  if (under === 1) return over === 1 ? '' : String(over);
  return `${over === 1 ? '' : over}/${under}`;
}

function reduce(over: number, under: number): [number, number] {
  let [a, b] = [over, under];
  while (b > 0) [a, b] = [b, a % b];
  return [over / a, under / a];
}
