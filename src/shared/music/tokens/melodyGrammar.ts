// Which melody tokens may follow which, SPEC.md [M1] to [M6], so that what is generated always makes a tune.
// It also counts the bars that generation is limited by. No probabilities here.

import { barSteps } from '../bars';
import { END_TOKEN, START_TOKEN } from './codec';
import type { MelodyVocabulary, TokenGrammar } from './codec';
import { HOLD_TOKEN, melodyMeters, METER_TOKEN, REST_TOKEN } from './melodyLayout';
import type { MelodyLayout } from './melodyLayout';

/** What the next token has to be. */
type Expected = 'metre' | 'first position' | 'head' | 'duration' | 'position' | 'end';

/** A grammar that has heard nothing yet; START may be pushed and changes nothing. */
export function createMelodyGrammar(vocabulary: MelodyVocabulary, layout: MelodyLayout): TokenGrammar {
  const { stepsPerQuarter, longestSteps } = vocabulary;
  let expected: Expected = 'metre';
  let barLength = 1;
  let position = 0;
  let steps = 0;
  let bars = 0;
  let head = -1;
  let resting = false;
  let notes = 0;
  let lastDuration = 0;
  let behindMeter = false;
  let onBarLine = false;

  const allowHeads = (mask: Uint8Array) => {
    mask.fill(1, layout.pitchToken, layout.vocabSize);
    mask[REST_TOKEN] = resting ? 0 : 1;
    mask[HOLD_TOKEN] = lastDuration === longestSteps || (behindMeter && steps > 0) ? 1 : 0;
    if (onBarLine && !behindMeter && steps > 0) mask.fill(1, METER_TOKEN, layout.positionToken);
    mask[END_TOKEN] = notes > 0 && !resting && !behindMeter ? 1 : 0;
  };

  const takeDuration = (durationSteps: number) => {
    resting = head === REST_TOKEN || (head === HOLD_TOKEN && resting);
    if (head >= layout.pitchToken) notes++;
    lastDuration = durationSteps;
    behindMeter = false;
    steps += durationSteps;
    position += durationSteps;
    onBarLine = false;
    expected = position >= barLength ? 'position' : 'head';
    bars += Math.floor(position / barLength);
    position %= barLength;
  };

  return {
    allowed(mask) {
      mask.fill(0);
      if (expected === 'metre') mask.fill(1, METER_TOKEN, layout.positionToken);
      else if (expected === 'first position')
        mask.fill(1, layout.positionToken, layout.positionToken + barLength);
      else if (expected === 'duration') mask.fill(1, layout.durationToken + 1, layout.pitchToken);
      else if (expected === 'position') mask[layout.positionToken + position] = 1;
      else if (expected === 'head') allowHeads(mask);
      else mask[END_TOKEN] = 1;
    },
    push(token) {
      if (token === START_TOKEN) return;
      if (token === END_TOKEN) expected = 'end';
      else if (token === HOLD_TOKEN || token === REST_TOKEN || token >= layout.pitchToken) {
        head = token;
        expected = 'duration';
      } else if (token > layout.durationToken) takeDuration(token - layout.durationToken);
      else if (token >= layout.positionToken) {
        if (steps === 0) position = (token - layout.positionToken) % barLength;
        onBarLine = position === 0;
        expected = 'head';
      } else {
        const [beats, beatUnit] = melodyMeters[token - METER_TOKEN];
        barLength = barSteps({ beats, beatUnit }, stepsPerQuarter);
        position = 0;
        behindMeter = steps > 0;
        expected = steps === 0 ? 'first position' : 'head';
      }
    },
    get steps() {
      return steps;
    },
    get bars() {
      return bars;
    },
    get ended() {
      return expected === 'end';
    },
  };
}
