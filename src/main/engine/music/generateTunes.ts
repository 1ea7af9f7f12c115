// Tunes out of a generator: variations one after the other, told while they are written, each with the reason for its
// length. Not the writing of one tune: writeTune.ts.

import { LabError } from '../../../shared/contract/errors';
import { MAX_BARS, MAX_VARIATIONS } from '../../../shared/contract/generation';
import type {
  GeneratedTune,
  GenerationOptions,
  GenerationProgress,
} from '../../../shared/contract/generation';
import type { Note } from '../../../shared/music';
import { validateSampling } from '../../../shared/music';
import type { GeneratorModel } from './openGenerator';
import type { Primer } from './primer';
import { preparePrimer } from './primer';
import { joinScore, notesBehind, resultGrid } from './resultScore';
import { gridOf } from './vocabulary';
import type { Draft } from './writeTune';
import { writeTune } from './writeTune';

export interface GenerationHooks {
  /** Ends the writing; what is there is the result. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: GenerationProgress) => void;
}

/** Seeds are below it. */
const seedRange = 2 ** 31;
/** Least time between two tellings, ms. */
const tellMs = 40;

function requireWhole(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new LabError(
    'invalid-argument',
    `${name}: expected a whole number from ${low} to ${high}, got ${value}.`,
    {
      path: name,
    },
  );
}

function validateGeneration(options: GenerationOptions): void {
  requireWhole('bars', options.bars, 1, MAX_BARS);
  requireWhole('variations', options.variations, 1, MAX_VARIATIONS);
  requireWhole('seed', options.seed, 0, seedRange - 1);
  validateSampling(options);
}

const barsInWords = (bars: number): string => (bars === 1 ? '1 bar' : `${bars} bars`);

/** Why a tune is as long as it is. */
function describeEnding({ ending, bars, notes }: Draft, wanted: number): string {
  const silence = notes === 0 ? ' No note was written: try another seed or a higher temperature.' : '';
  switch (ending) {
    case 'model-ended':
      return `The model ended the tune after ${bars} of ${barsInWords(wanted)}.`;
    case 'stopped':
      return `Stopped after ${bars} of ${barsInWords(wanted)}.${notes === 0 ? ' No note was written yet.' : ''}`;
    case 'token-limit':
      return `Ended after ${bars} of ${barsInWords(wanted)}: so many notes at once are noise. Try a lower temperature.`;
    default:
      return `${barsInWords(wanted)} written.${silence}`;
  }
}

/** Tells notes once each, when nothing written later can change them. */
function createTeller(
  model: GeneratorModel,
  primer: Primer,
  variation: number,
  onProgress: GenerationHooks['onProgress'],
): (draft: Draft) => void {
  const stepsPerQuarter = resultGrid(gridOf(model.vocabulary), primer);
  const told = new Set<number>();
  let tellAt = 0;
  return (draft) => {
    const startedAt = performance.now();
    if (!onProgress || (draft.ending === null && startedAt < tellAt)) return;
    const { notes } = notesBehind(model.codec, draft.tokens, primer, draft.step);
    const factor = stepsPerQuarter / gridOf(model.vocabulary);
    const isFinal = ({ onsetStep, durationSteps }: Note) =>
      draft.ending !== null || onsetStep + durationSteps < draft.step * factor;
    const fresh = notes.filter((note) => !told.has(note.onsetStep * 128 + note.pitch) && isFinal(note));
    fresh.forEach((note) => told.add(note.onsetStep * 128 + note.pitch));
    onProgress({ variation, stepsPerQuarter, notes: fresh, bars: draft.bars, tokens: draft.written });
    // Decoding a long tune again and again must not cost more than writing it.
    const now = performance.now();
    tellAt = now + Math.max(tellMs, 10 * (now - startedAt));
  };
}

function describeTune(
  model: GeneratorModel,
  primer: Primer,
  draft: Draft,
  options: GenerationOptions,
  run: { readonly seed: number; readonly seconds: number },
): GeneratedTune {
  const { codec } = model;
  const score = joinScore(codec, primer, notesBehind(codec, draft.tokens, primer, draft.step), options);
  return {
    score,
    primerSteps: (primer.steps * score.stepsPerQuarter) / gridOf(model.vocabulary),
    seed: run.seed,
    ending: draft.ending ?? 'stopped',
    message: describeEnding(draft, options.bars),
    tokens: draft.written,
    tokensPerSecond: draft.written / Math.max(run.seconds, 1e-6),
  };
}

/**
 * Writes tunes, one variation after the other; variation i has the seed + i.
 * @returns as many as were asked for; when stopped, those that were begun, and always the first
 * @throws bad-score where the primer does not fit the vocabulary, with the pitch; invalid-argument
 */
export async function generateTunes(
  model: GeneratorModel,
  options: GenerationOptions,
  { signal, onProgress }: GenerationHooks = {},
): Promise<readonly GeneratedTune[]> {
  validateGeneration(options);
  const primer = preparePrimer(model, options);
  const tunes: GeneratedTune[] = [];
  for (let variation = 0; variation < options.variations; variation++) {
    if (signal?.aborted && variation > 0) break;
    const seed = (options.seed + variation) % seedRange;
    const tell = createTeller(model, primer, variation, onProgress);
    const startedAt = performance.now();
    const draft = await writeTune(model, primer, { ...options, signal, onDraft: tell }, seed);
    tell(draft);
    const seconds = (performance.now() - startedAt) / 1000;
    tunes.push(describeTune(model, primer, draft, options, { seed, seconds }));
  }
  return tunes;
}
