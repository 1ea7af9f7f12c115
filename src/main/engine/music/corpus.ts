// Tunes as a generator sees them: tokens, splits, and what was left out and why.
// Not the order they are learned in (tuneWindows.ts), and not the file they are kept in (corpusFile.ts).

import { createHash } from 'node:crypto';
import { LabError } from '../../../shared/contract/errors';
import type {
  GeneratorConfig,
  KeyHandling,
  TuneCounts,
  Vocabulary,
} from '../../../shared/contract/generators';
import type { TuneSplit } from '../../../shared/contract/tunes';
import { tuneSplits } from '../../../shared/contract/tunes';
import {
  createCodec,
  isMonophonic,
  mergeParts,
  normaliseKey,
  topLine,
  vocabularyKey,
  withoutDrums,
} from '../../../shared/music';
import type { MeterChange, Score, TokenCodec } from '../../../shared/music';
import { countLeaks, splitCollection } from './tuneSplitting';
import { vocabularyOf } from './vocabulary';

/** A tune to learn from. */
export interface TuneSource {
  /** Null for tunes of no project, e.g. files on the command line. */
  readonly id: string | null;
  readonly title: string;
  readonly score: Score;
  readonly listedSplit: TuneSplit | null;
}

/** A tune as tokens. */
export interface CorpusTune {
  readonly id: string | null;
  readonly title: string;
  readonly split: TuneSplit;
  /** START to END. */
  readonly tokens: Int32Array;
  /** The tune's own resolution and bars, so that a place in the tokens can be told in its own steps. */
  readonly stepsPerQuarter: number;
  readonly pickupSteps: number;
  readonly meters: readonly MeterChange[];
}

/** A tune left out. */
export interface SkippedTune {
  readonly tuneId: string;
  readonly reason: string;
}

/** Everything one generator learns from and is held against. */
export interface Corpus {
  readonly vocabulary: Vocabulary;
  readonly keys: KeyHandling;
  readonly tunes: readonly CorpusTune[];
  readonly skipped: readonly SkippedTune[];
  readonly warnings: readonly string[];
}

/** What decides the tokens of a tune. */
export type CorpusConfig = Pick<GeneratorConfig, 'tokens' | 'stepsPerQuarter' | 'keys'>;

/** Fewer notes teach nothing. */
const leastNotes = 4;

/** The score that is made into tokens. @throws LabError bad-score with what stands in the way */
function prepareScore(score: Score, { tokens, keys }: CorpusConfig): Score {
  const tuned = withoutDrums(score);
  const merged = mergeParts(tuned);
  const { length } = merged.parts[0].notes;
  if (length === 0) {
    throw new LabError('bad-score', score.parts.length > tuned.parts.length ? 'drums only' : 'no notes');
  }
  if (length < leastNotes) throw new LabError('bad-score', `too short: ${length} notes`);
  const voice = tokens === 'melody' && !isMonophonic(merged) ? topLine(merged) : merged;
  return keys === 'one-key' ? normaliseKey(voice) : voice;
}

const hadChords = ({ score }: TuneSource): boolean => !isMonophonic(withoutDrums(score));

function encodeTune(source: TuneSource, codec: TokenCodec, config: CorpusConfig): Int32Array {
  const score = prepareScore(source.score, config);
  return codec.encode({ ...score, title: source.title });
}

/**
 * Makes tokens of tunes.
 * @param tunes whole tunes; those that cannot be held are left out, each with its reason
 */
export function makeCorpus(tunes: readonly TuneSource[], config: CorpusConfig): Corpus {
  const vocabulary = vocabularyOf(config);
  const codec = createCodec(vocabulary);
  const skipped: SkippedTune[] = [];
  const used: TuneSource[] = [];
  const tokens: Int32Array[] = [];
  for (const source of tunes) {
    try {
      tokens.push(encodeTune(source, codec, config));
      used.push(source);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      skipped.push({ tuneId: source.id ?? source.title, reason: error.message });
    }
  }
  const splits = splitCollection(used);
  return {
    vocabulary,
    keys: config.keys,
    tunes: used.map(({ id, title, score }, i): CorpusTune => {
      const { stepsPerQuarter, pickupSteps, meters } = score;
      return { id, title, split: splits[i], tokens: tokens[i], stepsPerQuarter, pickupSteps, meters };
    }),
    skipped,
    warnings: warningsOf(used, splits, skipped.length, config),
  };
}

function warningsOf(
  used: readonly TuneSource[],
  splits: readonly TuneSplit[],
  skipped: number,
  config: CorpusConfig,
): string[] {
  const warnings: string[] = [];
  const chords = config.tokens === 'melody' ? used.filter(hadChords).length : 0;
  if (chords > 0) {
    const what = chords === 1 ? 'One tune has chords: its' : `${chords} tunes have chords: their`;
    warnings.push(`${what} highest line is taken as the melody.`);
  }
  if (skipped > 0) warnings.push(`${skipped === 1 ? 'One tune is' : `${skipped} tunes are`} left out.`);
  const leaks = countLeaks(used, splits);
  if (leaks > 0) {
    warnings.push(
      `${leaks} of the tunes held out by their source nearly equal a tune that is trained on: the figures flatter.`,
    );
  }
  return warnings;
}

/** Tunes of a split, in the corpus' order. */
export const tunesOf = ({ tunes }: Pick<Corpus, 'tunes'>, split: TuneSplit): readonly CorpusTune[] =>
  tunes.filter((tune) => tune.split === split);

/** Tokens that are predicted: all but START. */
export const countTokens = (tunes: readonly Pick<CorpusTune, 'tokens'>[]): number =>
  tunes.reduce((sum, { tokens }) => sum + tokens.length - 1, 0);

/** Tunes and predicted tokens of each split. */
export function countCorpus(corpus: Corpus): TuneCounts {
  const counts = tuneSplits.map((split) => {
    const tunes = tunesOf(corpus, split);
    return [split, { tunes: tunes.length, tokens: countTokens(tunes) }];
  });
  return Object.fromEntries(counts) as TuneCounts;
}

/**
 * A fingerprint of what is trained and validated on.
 * @returns sha256, hex, over the vocabulary and [split, sha256 of the tokens] of every tune, sorted
 */
export function hashCorpus({ vocabulary, tunes }: Corpus): string {
  const lines = tunes.map(({ split, tokens }) => {
    const bytes = Buffer.from(Int32Array.from(tokens).buffer);
    return JSON.stringify([split, createHash('sha256').update(bytes).digest('hex')]);
  });
  const text = [vocabularyKey(vocabulary), ...lines.sort()].join('\n');
  return createHash('sha256').update(text).digest('hex');
}
