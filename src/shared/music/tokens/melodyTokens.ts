// Melodies as tokens, SPEC.md [M1] to [M8]: encode and decode.
// The ids are in melodyLayout.ts, the grammar in melodyGrammar.ts; chords are refused, topLine() makes one voice of them.

import { LabError } from '../../contract/errors';
import { barsOf, barSteps } from '../bars';
import { isMonophonic, mergeParts, quantise } from '../operations';
import { createPart, createScore, DEFAULT_VELOCITY, scoreLength } from '../score';
import type { MeterChange, Note, Score } from '../score';
import { END_TOKEN, MAX_TOKENS, pitchError, requirePitchRange, START_TOKEN } from './codec';
import type { MelodyVocabulary, TokenCodec } from './codec';
import { createMelodyGrammar } from './melodyGrammar';
import { HOLD_TOKEN, melodyLayout, melodyMeters, METER_TOKEN, REST_TOKEN } from './melodyLayout';
import type { MelodyLayout } from './melodyLayout';

/** The codec of melody tokens. @throws LabError invalid-argument for a vocabulary that makes no sense */
export function createMelodyCodec(vocabulary: MelodyVocabulary): TokenCodec {
  requirePitchRange(vocabulary);
  const { stepsPerQuarter, longestSteps, lowestPitch } = vocabulary;
  for (const [name, value, most] of [['stepsPerQuarter', stepsPerQuarter, 96], ['longestSteps', longestSteps, 768]] as const) {
    if (Number.isInteger(value) && value >= 1 && value <= most) continue;
    throw new LabError('invalid-argument', `${name}: expected 1 to ${most}, got ${value}.`);
  } // prettier-ignore
  const layout = melodyLayout(vocabulary);
  const pitchOf = (token: number) =>
    token < layout.pitchToken ? -1 : token - layout.pitchToken + lowestPitch;
  return {
    vocabulary,
    vocabSize: layout.vocabSize,
    encode: (score) => encodeMelody(score, vocabulary, layout),
    decode: (tokens) => decodeMelody(tokens, vocabulary, layout),
    createGrammar: () => createMelodyGrammar(vocabulary, layout),
    pitchOf,
    nameOf(token) {
      if (token < METER_TOKEN) return ['start', 'end', 'hold', 'rest'][token];
      if (token < layout.positionToken) return `metre ${melodyMeters[token - METER_TOKEN].join('/')}`;
      if (token <= layout.durationToken) return `position ${token - layout.positionToken}`;
      return token < layout.pitchToken
        ? `duration ${token - layout.durationToken}`
        : `pitch ${pitchOf(token)}`;
    },
  };
}

/** A stretch without a change of metre: a note, a rest (`head` REST) or what goes on (`head` HOLD). */
interface Piece {
  readonly head: number;
  readonly start: number;
  readonly end: number;
}

function encodeMelody(score: Score, vocabulary: MelodyVocabulary, layout: MelodyLayout): Int32Array {
  const melody = mergeParts(quantise(score, vocabulary.stepsPerQuarter));
  const { notes } = melody.parts[0];
  if (notes.length === 0) throw new LabError('bad-score', `"${score.title}" has no notes.`);
  if (!isMonophonic(melody)) {
    throw new LabError('bad-score', `"${score.title}" has chords: take its top line, or frames as tokens.`);
  }
  const length = scoreLength(melody);
  if (length > MAX_TOKENS)
    throw new LabError('too-large', `"${score.title}" lasts ${length} steps: cut it first.`);
  const meters = melody.meters.filter((meter) => meter.step < length);
  const whole = barSteps(meters[0], melody.stepsPerQuarter);
  const pickupSteps = melody.pickupSteps % whole;
  const bars = barsOf({ ...melody, meters, pickupSteps }, length + 1);
  const first = layout.positionToken + (pickupSteps === 0 ? 0 : whole - pickupSteps); // [M1]
  const tokens = [START_TOKEN, meterToken(meters[0], score.title), first];
  let bar = 0;
  for (const piece of piecesOf(notes, meters, vocabulary, layout, score.title)) {
    let step = piece.start;
    while (step < piece.end) {
      const steps = Math.min(vocabulary.longestSteps, piece.end - step);
      tokens.push(step === piece.start ? piece.head : HOLD_TOKEN, layout.durationToken + steps);
      step += steps;
      const before = bar;
      while (bars[bar + 1] && bars[bar + 1].startStep <= step) bar++;
      if (bar > before) tokens.push(layout.positionToken + step - bars[bar].startStep);
    }
    const change = meters.find((meter) => meter.step === step && step > 0);
    if (change) tokens.push(meterToken(change, score.title));
  }
  tokens.push(END_TOKEN);
  return Int32Array.from(tokens);
}

function meterToken(meter: MeterChange, title: string): number {
  const index = melodyMeters.findIndex(
    ([beats, beatUnit]) => beats === meter.beats && beatUnit === meter.beatUnit,
  );
  if (index >= 0) return METER_TOKEN + index;
  const known = melodyMeters.map((pair) => pair.join('/')).join(', ');
  throw new LabError(
    'bad-score',
    `"${title}" is in ${meter.beats}/${meter.beatUnit}; melodies may be in ${known}.`,
  );
}

/** Notes and the rests between them, cut at changes of metre [M2], [M5]. */
function piecesOf(
  notes: readonly Note[],
  meters: readonly MeterChange[],
  vocabulary: MelodyVocabulary,
  layout: MelodyLayout,
  title: string,
): Piece[] {
  const pieces: Piece[] = [];
  const add = (head: number, start: number, end: number) => {
    let from = start;
    for (const { step } of meters) {
      if (step <= from || step >= end) continue;
      pieces.push({ head: from === start ? head : HOLD_TOKEN, start: from, end: step });
      from = step;
    }
    pieces.push({ head: from === start ? head : HOLD_TOKEN, start: from, end });
  };
  let step = 0;
  for (const note of notes) {
    if (note.pitch < vocabulary.lowestPitch || note.pitch > vocabulary.highestPitch) {
      throw pitchError(note.pitch, vocabulary, title);
    }
    if (note.onsetStep > step) add(REST_TOKEN, step, note.onsetStep);
    step = note.onsetStep + note.durationSteps;
    add(layout.pitchToken + note.pitch - vocabulary.lowestPitch, note.onsetStep, step);
  }
  return pieces;
}

function decodeMelody(tokens: ArrayLike<number>, vocabulary: MelodyVocabulary, layout: MelodyLayout): Score {
  const notes: Note[] = [];
  const meters: MeterChange[] = [];
  let pickupSteps = 0;
  let step = 0;
  let head = -1; // what the next duration belongs to
  let sounding = false;
  for (let i = 0; i < tokens.length && tokens[i] !== END_TOKEN; i++) {
    const token = tokens[i];
    if (token === HOLD_TOKEN || token === REST_TOKEN || token >= layout.pitchToken) head = token;
    else if (token >= METER_TOKEN && token < layout.positionToken) {
      const [beats, beatUnit] = melodyMeters[token - METER_TOKEN];
      if (meters.length > 0 && meters[meters.length - 1].step === step) meters.pop();
      meters.push({ step, beats, beatUnit });
    } else if (token >= layout.positionToken && token <= layout.durationToken) {
      if (step === 0 && meters.length > 0) {
        const whole = barSteps(meters[0], vocabulary.stepsPerQuarter);
        const position = (token - layout.positionToken) % whole;
        pickupSteps = position === 0 ? 0 : whole - position;
      }
    } else if (token > layout.durationToken && head >= 0) {
      const durationSteps = token - layout.durationToken;
      if (head >= layout.pitchToken) {
        const pitch = head - layout.pitchToken + vocabulary.lowestPitch;
        notes.push({ pitch, velocity: DEFAULT_VELOCITY, onsetStep: step, durationSteps });
      } else if (head === HOLD_TOKEN && sounding) {
        const last = notes[notes.length - 1];
        notes[notes.length - 1] = { ...last, durationSteps: last.durationSteps + durationSteps };
      }
      sounding = head >= layout.pitchToken || (head === HOLD_TOKEN && sounding);
      step += durationSteps;
      head = -1;
    }
  }
  const { stepsPerQuarter } = vocabulary;
  return createScore({ stepsPerQuarter, pickupSteps, meters, parts: [createPart(notes)] });
}
