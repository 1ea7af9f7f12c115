// Polyphonic frames as tokens, SPEC.md [F1] to [F3], and the likelihood of frames, [L1] to [L3].
// Not the reading of piano rolls (pianoRoll.ts) and no model.

import { LabError } from '../../contract/errors';
import { framesToScore, MAX_FRAMES, scoreToFrames } from '../pianoRoll';
import type { Frame } from '../pianoRoll';
import { END_TOKEN, MAX_TOKENS, pitchError, requirePitchRange, START_TOKEN } from './codec';
import type { FrameVocabulary, TokenCodec, TokenGrammar } from './codec';

/** Closes a frame. */
export const STEP_TOKEN = 2;
/** The lowest pitch's token. */
export const FRAME_PITCH_TOKEN = 3;

/** 88 keys, sixteenths. */
export const defaultFrameVocabulary: FrameVocabulary = {
  kind: 'frames',
  framesPerQuarter: 4,
  lowestPitch: 21,
  highestPitch: 108,
};

/** Ids of a frame vocabulary, START and END included. */
export function frameVocabSize({ lowestPitch, highestPitch }: FrameVocabulary): number {
  return FRAME_PITCH_TOKEN + highestPitch - lowestPitch + 1;
}

/**
 * Frames as tokens [F1].
 * @param frames see pianoRoll.ts
 * @returns START, the frames, END
 * @throws LabError bad-score for a pitch outside the vocabulary; too-large
 */
export function encodeFrames(frames: readonly Frame[], vocabulary: FrameVocabulary, title = ''): Int32Array {
  const count = frames.reduce((sum, frame) => sum + frame.length + 1, 2);
  if (count > MAX_TOKENS || frames.length > MAX_FRAMES) {
    throw new LabError(
      'too-large',
      `"${title}": ${count} tokens, at most ${MAX_TOKENS}: cut the tune first.`,
    );
  }
  const tokens = new Int32Array(count);
  let at = 0;
  tokens[at++] = START_TOKEN;
  for (const frame of frames) {
    for (let i = frame.length - 1; i >= 0; i--) {
      const pitch = frame[i];
      if (pitch < vocabulary.lowestPitch || pitch > vocabulary.highestPitch) {
        throw pitchError(pitch, vocabulary, title);
      }
      tokens[at++] = FRAME_PITCH_TOKEN + pitch - vocabulary.lowestPitch;
    }
    tokens[at++] = STEP_TOKEN;
  }
  tokens[at] = END_TOKEN;
  return tokens;
}

/**
 * Frames from tokens; the inverse of {@link encodeFrames} [F3].
 * @returns the closed frames; pitches behind the last STEP are an unfinished frame and left out
 */
export function decodeFrames(tokens: ArrayLike<number>, vocabulary: FrameVocabulary): Frame[] {
  const frames: Frame[] = [];
  let frame = new Set<number>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (token === END_TOKEN) break;
    if (token === STEP_TOKEN) {
      frames.push([...frame].sort((a, b) => a - b));
      frame = new Set();
    } else if (token >= FRAME_PITCH_TOKEN && token < frameVocabSize(vocabulary)) {
      frame.add(token - FRAME_PITCH_TOKEN + vocabulary.lowestPitch);
    }
  }
  return frames;
}

/** The codec of frame tokens. @throws LabError invalid-argument for a vocabulary that makes no sense */
export function createFrameCodec(vocabulary: FrameVocabulary): TokenCodec {
  requirePitchRange(vocabulary);
  const { framesPerQuarter, lowestPitch } = vocabulary;
  if (!Number.isInteger(framesPerQuarter) || framesPerQuarter < 1 || framesPerQuarter > 96) {
    throw new LabError('invalid-argument', `framesPerQuarter: expected 1 to 96, got ${framesPerQuarter}.`);
  }
  const vocabSize = frameVocabSize(vocabulary);
  const pitchOf = (token: number) =>
    token < FRAME_PITCH_TOKEN ? -1 : token - FRAME_PITCH_TOKEN + lowestPitch;
  return {
    vocabulary,
    vocabSize,
    encode: (score) => encodeFrames(scoreToFrames(score, framesPerQuarter), vocabulary, score.title),
    decode: (tokens) => framesToScore(decodeFrames(tokens, vocabulary), { framesPerQuarter }),
    createGrammar: () => createFrameGrammar(vocabSize),
    pitchOf,
    nameOf: (token) => ['start', 'end', 'step'][token] ?? `pitch ${pitchOf(token)}`,
  };
}

/** [F2] */
function createFrameGrammar(vocabSize: number): TokenGrammar {
  let last = START_TOKEN;
  let steps = 0;
  return {
    allowed(mask) {
      mask.fill(0);
      const below = last < FRAME_PITCH_TOKEN ? vocabSize : last;
      mask.fill(1, FRAME_PITCH_TOKEN, below);
      mask[STEP_TOKEN] = 1;
      mask[END_TOKEN] = last === STEP_TOKEN ? 1 : 0;
    },
    push(token) {
      last = token;
      if (token === STEP_TOKEN) steps++;
    },
    get steps() {
      return steps;
    },
    bars: 0,
    get ended() {
      return last === END_TOKEN;
    },
  };
}

/** The NLL of a tune's frames. Nats. */
export interface FrameNll {
  /** One number for each frame [L1]. */
  readonly frames: Float64Array;
  /** END's own [L3]; 0 where the sequence has none. */
  readonly end: number;
}

/**
 * Sums the NLL of tokens over frames [L1].
 * @param tokens as {@link encodeFrames} returns them
 * @param tokenNll NLL of each token given all before it, nats; START's is ignored
 * @throws LabError invalid-argument where the lengths differ
 */
export function nllOfFrames(tokens: ArrayLike<number>, tokenNll: ArrayLike<number>): FrameNll {
  if (tokens.length !== tokenNll.length) {
    const got = `${tokens.length} and ${tokenNll.length}`;
    throw new LabError('invalid-argument', `Expected an NLL for each token, got ${got}.`);
  }
  const frames: number[] = [];
  let sum = 0;
  let end = 0;
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i] === START_TOKEN) continue;
    if (tokens[i] === END_TOKEN) {
      end = tokenNll[i];
      break;
    }
    sum += tokenNll[i];
    if (tokens[i] !== STEP_TOKEN) continue;
    frames.push(sum);
    sum = 0;
  }
  return { frames: Float64Array.from(frames), end };
}

/** NLL per frame over all tunes together, and END's per tune, in nats [L3]. */
export function nllPerFrame(tunes: readonly FrameNll[]): {
  readonly nllPerFrame: number;
  readonly nllOfEnd: number;
} {
  let sum = 0;
  let frames = 0;
  let ends = 0;
  for (const tune of tunes) {
    for (const nll of tune.frames) sum += nll;
    frames += tune.frames.length;
    ends += tune.end;
  }
  return { nllPerFrame: sum / frames, nllOfEnd: ends / tunes.length };
}
