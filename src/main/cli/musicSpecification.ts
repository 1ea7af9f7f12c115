// What the commands of music take: their words, their help, their types.
// Not those of speech: ./specification.

import { keyHandlings } from '../../shared/contract/generators';
import { tuneSplits } from '../../shared/contract/tunes';
import { generatorPresets } from '../engine/music/presets';
import { backend, epochs, json, maxMinutes } from './optionSpecs';
import type { CommandSpec } from './optionSpecs';

const files = [
  'Takes MIDI, ABC (books too) and piano-roll JSON { "train": [[[60, 64], ...]], "valid": ..., "test": ... }, and folders',
  'of them. A split that a file names is kept; other tunes are split 80/10/10, near-duplicates always on one side.',
];

const grid = 'steps of a quarter note, 1 to 24; for piano rolls also the frames of a quarter note';

export const musicCommands = {
  'music train': {
    summary: 'train a generator of tunes',
    details: [
      ...files,
      'Ctrl+C stops after the step under way and keeps the best weights so far.',
      'JSON: { model, nllPerToken (validation), perplexity, epochs, bestEpoch, seconds, parameters, backend, counts, ... }',
    ],
    positionals: ['files...'],
    options: {
      out: { kind: 'text', value: 'FOLDER', required: true, help: 'where the model folder is written' },
      preset: {
        kind: 'text',
        value: 'P',
        choices: generatorPresets.map(({ name }) => name),
        help: 'generator (default: the recommended one for these tunes)',
      },
      tokens: {
        kind: 'text',
        value: 'T',
        choices: ['melody', 'frames'],
        help: 'one voice, or everything that sounds (default: melody where most tunes have one voice, else frames)',
      },
      'steps-per-quarter': { kind: 'grid', value: 'N', help: `${grid} (default: the preset's; rolls 4)` },
      keys: {
        kind: 'text',
        value: 'K',
        choices: keyHandlings,
        help: "what keys it learns in (default: the preset's, random-key)",
      },
      transpose: { kind: 'flag', help: 'every tune in a new random key each epoch: --keys random-key' },
      epochs,
      seed: { kind: 'integer', value: 'S', help: 'decides initial weights, order, dropout and keys' },
      backend,
      'max-minutes': maxMinutes,
      json,
    },
  },
  'music evaluate': {
    summary: 'measure a generator on tunes, beside an n-gram',
    details: [
      ...files,
      'The n-gram counts the train part of the same files; where they have none, ngram and training are null.',
      'JSON: { nllPerToken, perplexity, nllPerFrame, ngram: { order, nllPerToken, ... }, training, tunes, tokens, split, ... }',
    ],
    positionals: ['model', 'files...'],
    options: {
      split: {
        kind: 'text',
        value: 'NAME',
        choices: tuneSplits,
        help: 'part of the tunes to measure on (default: test, or valid where no tune is for testing)',
      },
      backend,
      json,
    },
  },
  'music generate': {
    summary: 'write a tune as MIDI, sound or ABC',
    details: [
      'The ending of --out decides: .mid (or .midi), .wav, .abc (one voice: of chords the highest notes).',
      'The same model, options and seed give the same notes.',
      'JSON: { out, format, notes, bars, seconds, ending, message, tokens, tokensPerSecond, seed }',
    ],
    positionals: ['model'],
    options: {
      out: { kind: 'text', value: 'FILE', required: true, help: 'tune.mid, tune.wav or tune.abc' },
      bars: {
        kind: 'bars',
        value: 'N',
        help: 'so many bars behind the primer, 1 to 1000 (default: at most 16, as the model ends it)',
      },
      temperature: {
        kind: 'temperature',
        value: 'T',
        help: '0 takes the likeliest, above 1.5 tunes are close to random (default: 1)',
      },
      'top-k': { kind: 'integer', value: 'K', help: 'only the K likeliest tokens (default: 0, all)' },
      'top-p': {
        kind: 'share',
        value: 'P',
        help: 'only the likeliest that together reach P (default: 1, all)',
      },
      seed: { kind: 'integer', value: 'S', help: 'decides what is drawn (default: 1)' },
      primer: { kind: 'text', value: 'FILE', help: 'a MIDI or ABC tune to go on from' },
      qpm: {
        kind: 'qpm',
        value: 'N',
        help: "quarter notes a minute, 10 to 400 (default: the primer's, or 120)",
      },
      backend,
      json,
    },
  },
} as const satisfies Record<string, CommandSpec>;
