// What each command of the lab takes: the command line's words, their help, their types.
// Not the parsing (./args) and not the layout of the help (./help).

import { recognizerNames } from '../../shared/contract/training';
import { musicCommands } from './musicSpecification';
import { backend, epochs, json, maxMinutes } from './optionSpecs';
import type { CommandSpec, Kind, OptionSpec } from './optionSpecs';

export const commands = {
  doctor: {
    summary:
      'what this machine has: versions, backends and why each is or is not used, desktop runtime, decoders',
    details: [],
    positionals: [],
    options: { json },
  },
  train: {
    summary: 'train a recognizer on a folder per label',
    details: [
      'A dataset is a folder per label with wav files, as Speech Commands has it: <label>/<speaker>_nohash_<n>.wav,',
      '_background_noise_/ for long recordings, validation_list.txt and testing_list.txt where the split is fixed.',
      'Ctrl+C stops after the step under way and keeps the best weights so far.',
      'JSON: { model, accuracy (validation), loss, epochs, bestEpoch, seconds, parameters, backend, labels, ... }',
    ],
    positionals: ['dataset'],
    options: {
      out: { kind: 'text', value: 'FOLDER', required: true, help: 'where the model folder is written' },
      preset: {
        kind: 'text',
        value: 'P',
        choices: recognizerNames,
        help: 'recognizer (default: the best)',
      },
      labels: {
        kind: 'list',
        value: 'a,b,c',
        help: 'train on these labels only, in this order (default: all)',
      },
      epochs,
      seed: { kind: 'integer', value: 'S', help: 'decides initial weights, order, dropout and augmentation' },
      backend,
      'max-minutes': maxMinutes,
      json,
    },
  },
  evaluate: {
    summary: 'measure a model on a folder per label',
    details: [
      'Folders whose label the model does not know count as _unknown_ where the model has that label; else they are',
      'left out and counted as skipped.',
      'JSON: { accuracy, interval, loss, perClass, confusion, clips, skipped, split, sharedSpeakers, ... }',
    ],
    positionals: ['model', 'dataset'],
    options: {
      split: {
        kind: 'text',
        value: 'NAME',
        choices: ['train', 'validation', 'test', 'all'],
        help: 'part of the dataset to measure on (default: test)',
      },
      backend,
      json,
    },
  },
  detect: {
    summary: 'list the words heard in recordings: the same code as live listening',
    details: [
      'Takes wav files of any length and rate, and folders of them.',
      'JSON: { events: [{ file, label, time (seconds to the end of the window that fired), score }], hours }',
    ],
    positionals: ['model', 'audio...'],
    options: {
      threshold: {
        kind: 'share',
        value: 'T',
        help: "smoothed posterior that fires, 0 to 1 (default: the model's)",
      },
      backend,
      json,
    },
  },
  export: {
    summary: 'write a model in another form',
    details: ['JSON: { folder, files, format, largestDifference }'],
    positionals: ['model'],
    options: {
      format: { kind: 'text', value: 'NAME', required: true, choices: ['tfjs'], help: 'form of the package' },
      out: { kind: 'text', value: 'FOLDER', required: true, help: 'where the package is written' },
      json,
    },
  },
  ...musicCommands,
  serve: {
    summary: 'serve the lab to the browser of this computer',
    details: ['Prints the link and, without --no-open, opens it. Ctrl+C ends it.'],
    positionals: [],
    options: {
      port: { kind: 'port', value: 'P', help: 'port to listen on (default: a free one)' },
      'no-open': { kind: 'flag', help: 'do not open a browser' },
      json,
    },
  },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof commands;

/** The value an option has once read: one of its choices, or what its kind says. */
type ValueOf<O extends OptionSpec> = O extends { choices: readonly (infer Choice)[] }
  ? Choice
  : ValueOfKind<O['kind']>;

type ValueOfKind<K extends Kind> = K extends 'flag'
  ? boolean
  : K extends 'list'
    ? readonly string[]
    : K extends 'text'
      ? string
      : number;

/** All options of a command; those neither required nor flags may be absent. */
export type Values<O extends Readonly<Record<string, OptionSpec>>> = {
  readonly [Name in keyof O]: O[Name] extends { kind: 'flag' } | { required: true }
    ? ValueOf<O[Name]>
    : ValueOf<O[Name]> | undefined;
};
