// Speech Commands' rule for who belongs to which set: a hash of the speaker, so that all takes of one speaker
// stay together and stay where they are when more data comes.
// Not the whole decision: lists that come with the data win, and small projects need more (see assignSplits).

import type { Split } from '../contract/clips';
import { sha1Text } from './sha1';

/** As input_data.py names it: 2^27 - 1. */
const MAX_NUM_WAVS_PER_CLASS = 2 ** 27 - 1;

/** Splits are decided anew after every take; hashing 20,000 names each time would take a tenth of a second. */
const hashed = new Map<string, number>();
const MOST_HASHED = 100_000;

/**
 * Where a name falls, as Speech Commands hashes it: SHA-1 modulo 2^27, as a percentage of 2^27 - 1.
 * @param name what stands before `_nohash_` in the file's name
 * @returns 0 to 100
 */
export function hashPercentage(name: string): number {
  const known = hashed.get(name);
  if (known !== undefined) return known;
  const lowest28Bits = Number.parseInt(sha1Text(name).slice(-7), 16);
  const percentage = (lowest28Bits & MAX_NUM_WAVS_PER_CLASS) * (100 / MAX_NUM_WAVS_PER_CLASS);
  if (hashed.size >= MOST_HASHED) hashed.clear();
  hashed.set(name, percentage);
  return percentage;
}

/**
 * The set of a speaker, exactly as `which_set` of TensorFlow's examples/speech_commands/input_data.py, with which
 * validation_list.txt and testing_list.txt of Speech Commands 0.01 and 0.02 were made.
 * @param speaker what stands before `_nohash_` in the file's name
 * @param validationPercent share of speakers for validation, 0 to 100
 * @param testingPercent share of speakers for test, 0 to 100
 */
export function whichSet(speaker: string, validationPercent = 10, testingPercent = 10): Split {
  const percentage = hashPercentage(speaker);
  if (percentage < validationPercent) return 'validation';
  return percentage < validationPercent + testingPercent ? 'test' : 'train';
}
