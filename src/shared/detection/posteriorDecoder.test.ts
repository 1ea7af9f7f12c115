import { describe, expect, it } from 'vitest';
import { defaultDecoderConfig, type DecoderConfig, type DetectionEvent } from '../contract/live';
import type { LabError } from '../contract/errors';
import { createPosteriorDecoder } from './posteriorDecoder';

const labels = ['yes', 'no', '_unknown_', '_silence_'];
const ignore = ['_unknown_', '_silence_'];
const config = (changes: Partial<DecoderConfig> = {}): DecoderConfig => ({
  ...defaultDecoderConfig,
  ...changes,
});
const decoderOf = (changes: Partial<DecoderConfig> = {}) =>
  createPosteriorDecoder({ labels, decoder: config(changes), ignore });

/** Posteriors with `p` on one label and the rest on silence. */
function posteriorsOf(label: string, p: number): Float32Array {
  const posteriors = new Float32Array(labels.length);
  posteriors[labels.indexOf('_silence_')] = 1 - p;
  posteriors[labels.indexOf(label)] += p;
  return posteriors;
}

/** A stretch of a stream: `[label, posterior, seconds]`. */
type Stretch = readonly [label: string, p: number, seconds: number];

function streamOf(stretches: readonly Stretch[], stride = 0.1): { time: number; posteriors: Float32Array }[] {
  const frames = [];
  for (const [label, p, seconds] of stretches) {
    for (let i = 0; i < Math.round(seconds / stride); i++) {
      frames.push({ time: (frames.length + 1) * stride, posteriors: posteriorsOf(label, p) });
    }
  }
  return frames;
}

function eventsOf(stretches: readonly Stretch[], changes: Partial<DecoderConfig> = {}): DetectionEvent[] {
  const decoder = decoderOf(changes);
  const stream = streamOf(stretches, changes.strideSeconds ?? 0.1);
  return stream
    .map(({ time, posteriors }) => decoder.push(time, posteriors).event)
    .filter((event) => event !== null);
}

const silence = (seconds: number): Stretch => ['_silence_', 1, seconds];
const heard = (events: readonly DetectionEvent[]) => events.map((event) => event.label);

describe('createPosteriorDecoder', () => {
  it('[D1] averages over the span, the newest and the oldest window included', () => {
    const decoder = decoderOf();
    const values = [0.1, 0.2, 0.4, 0.8, 1];
    const smoothed = values.map((p, i) => decoder.push((i + 1) / 10, posteriorsOf('yes', p)).smoothed[0]);
    // by hand: 0.3 s at a stride of 0.1 s spans four windows
    expect(smoothed).toBeAllclose([0.1, 0.15, 0.7 / 3, 0.375, 0.6], { rtol: 1e-6 });
  });

  it('[D1] spans the same windows whatever the rounding of time', () => {
    for (const offset of [0, 1234.5, 360000.7]) {
      const decoder = decoderOf();
      for (let i = 0; i < 50; i++) {
        const { smoothed } = decoder.push(offset + i * 0.1, posteriorsOf('yes', i % 4 === 0 ? 1 : 0));
        if (i >= 3) expect(smoothed[0]).toBe(0.25); // one in every four
      }
    }
  });

  it('fires once for one word, when the mean first reaches the threshold', () => {
    const events = eventsOf([silence(2), ['yes', 1, 0.8], silence(2)]);
    // means after 1, 2, 3 windows of the word: 0.25, 0.5, 0.75
    expect(events).toEqual([{ label: 'yes', time: expect.closeTo(2.3, 6), score: 0.75 }]);
  });

  it('[D2] lets the largest posterior alone fire, and never an ignored one', () => {
    expect(eventsOf([['_unknown_', 1, 1], silence(1)])).toEqual([]);
    const decoder = decoderOf({ threshold: 0.3, minimumCount: 1, smoothingSeconds: 0 });
    expect(decoder.push(1, Float32Array.of(0.4, 0, 0.6, 0)).event).toBeNull();
    expect(decoder.push(2, Float32Array.of(0.4, 0.35, 0.25, 0)).event?.label).toBe('yes');
  });

  it('[D3] fires at the threshold, not below it', () => {
    const once = { smoothingSeconds: 0, minimumCount: 1 };
    expect(decoderOf(once).push(1, posteriorsOf('yes', 0.7)).event).not.toBeNull();
    expect(decoderOf(once).push(1, posteriorsOf('yes', 0.6999)).event).toBeNull();
  });

  it('[D4] waits for the minimum count', () => {
    for (const minimumCount of [1, 2, 3]) {
      expect(eventsOf([['yes', 1, 1]], { minimumCount })[0].time).toBeCloseTo(minimumCount * 0.1, 6);
    }
  });

  it('[D4] takes a count the span cannot hold as all that fit', () => {
    expect(eventsOf([['yes', 1, 1]], { minimumCount: 50 })[0].time).toBeCloseTo(0.3, 6);
    expect(eventsOf([['yes', 1, 1]], { minimumCount: 5, smoothingSeconds: 0 })).toHaveLength(1);
    expect(eventsOf([['yes', 1, 6]], { minimumCount: 2, strideSeconds: 1 })).toHaveLength(1);
  });

  it('[D5] keeps quiet for the suppression time, then fires again', () => {
    const words: Stretch[] = [['yes', 1, 0.4], ['no', 1, 1.2], silence(1)];
    const at = (suppressionSeconds: number) =>
      eventsOf(words, { suppressionSeconds }).map((event) => event.time);
    expect(at(0)).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0.7, 6)]);
    expect(at(0.6)).toEqual([expect.closeTo(0.2, 6), expect.closeTo(0.8, 6)]); // exactly 0.6 s later
    expect(at(1)).toEqual([expect.closeTo(0.2, 6), expect.closeTo(1.2, 6)]);
    expect(at(5)).toEqual([expect.closeTo(0.2, 6)]);
  });

  it('[D5] ends after the same number of windows whatever the rounding of time', () => {
    for (let offset = 0; offset < 3; offset += 0.1) {
      const events = eventsOf([silence(offset), ['yes', 1, 0.4], ['no', 1, 1]], { smoothingSeconds: 0 });
      expect(events[1].time - events[0].time).toBeCloseTo(0.6, 6);
    }
  });

  it('[D6] fires twice for the same word said twice', () => {
    const events = eventsOf([silence(1), ['yes', 1, 0.6], silence(0.6), ['yes', 1, 0.6], silence(1)]);
    expect(heard(events)).toEqual(['yes', 'yes']);
  });

  it('[D6] fires once for a word that is held or lingers, however long', () => {
    expect(heard(eventsOf([silence(1), ['yes', 1, 10], silence(1)]))).toEqual(['yes']);
    expect(heard(eventsOf([['yes', 1, 1], ['yes', 0.75, 3], silence(1)]))).toEqual(['yes']);
  });

  it('[D6] does not take a dip above the threshold for an end, and a word between does not rearm', () => {
    expect(
      heard(
        eventsOf([
          ['yes', 1, 1],
          ['yes', 0.72, 0.3],
          ['yes', 1, 1],
        ]),
      ),
    ).toEqual(['yes']);
    expect(
      heard(
        eventsOf([
          ['yes', 1, 1],
          ['no', 1, 1],
          ['yes', 1, 1],
        ]),
      ),
    ).toEqual(['yes', 'no', 'yes']);
  });

  it('[D7] applies a new configuration from the next push on and keeps the rest', () => {
    const decoder = decoderOf({ threshold: 0.9 });
    const stream = streamOf([['yes', 0.8, 1]]);
    const push = (i: number) => decoder.push(stream[i].time, stream[i].posteriors).event;
    expect([push(0), push(1), push(2)]).toEqual([null, null, null]);
    decoder.configure(config({ threshold: 0.7 }));
    expect(push(3)?.score).toBeCloseTo(0.8, 6); // windows from before count: no wait for the minimum count
    decoder.configure(config({ threshold: 0.6, suppressionSeconds: 0 }));
    expect(push(4)).toBeNull(); // it has not fallen since
    decoder.configure(config({ threshold: 0.85, suppressionSeconds: 0 }));
    expect(push(5)).toBeNull();
    decoder.configure(config({ threshold: 0.6, suppressionSeconds: 0 }));
    expect(push(6)?.label).toBe('yes'); // below 0.85 it had fallen
  });

  it('[D7] smooths over fewer windows once the span is shorter', () => {
    const decoder = decoderOf();
    for (const [i, p] of [1, 1, 1].entries()) decoder.push((i + 1) / 10, posteriorsOf('yes', p));
    decoder.configure(config({ smoothingSeconds: 0.1 }));
    expect(decoder.push(0.4, posteriorsOf('yes', 0)).smoothed[0]).toBe(0.5);
  });

  it('[D8] says the same for the same stream after a reset, also from an earlier time', () => {
    const stream = streamOf([silence(1), ['yes', 1, 0.6], silence(0.6), ['no', 0.9, 0.6], silence(1)]);
    const decoder = decoderOf();
    const listen = () => stream.map(({ time, posteriors }) => decoder.push(time, posteriors));
    const first = listen();
    decoder.reset();
    expect(listen()).toEqual(first);
  });

  it('keeps its own copy of the posteriors', () => {
    const decoder = decoderOf();
    const buffer = posteriorsOf('yes', 1);
    decoder.push(0.1, buffer);
    buffer.fill(0);
    expect(decoder.push(0.2, buffer).smoothed[0]).toBe(0.5);
  });

  it.each([0.032, 0.096, 0.1, 0.25])('finds the words of a stream at a stride of %d s', (strideSeconds) => {
    const words: Stretch[] = [
      silence(1),
      ['yes', 1, 1],
      silence(1),
      ['no', 1, 1],
      silence(1),
      ['no', 1, 1],
      silence(1),
    ];
    expect(heard(eventsOf(words, { strideSeconds }))).toEqual(['yes', 'no', 'no']);
  });

  it('hears nothing in noise that averages out', () => {
    let state = 1;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647; // Park and Miller's generator
    const decoder = decoderOf();
    let events = 0;
    for (let i = 1; i <= 36_000; i++) {
      const posteriors = Float32Array.from(labels, () => -Math.log(random())); // flat over the simplex
      const sum = posteriors.reduce((a, b) => a + b, 0);
      if (
        decoder.push(
          i / 10,
          posteriors.map((p) => p / sum),
        ).event
      )
        events++;
    }
    // a simulation of 3.6 million windows gives 1,950 single windows an hour above 0.7 for a word, and 1.8 means of four
    expect(events).toBeLessThan(10);
  });

  it('refuses times that do not grow, wrong numbers of posteriors, and configurations out of range', () => {
    const decoder = decoderOf();
    decoder.push(1, posteriorsOf('yes', 1));
    const invalid = (attempt: () => unknown) =>
      expect(attempt).toThrow(expect.objectContaining({ code: 'invalid-argument' }) as LabError);
    invalid(() => decoder.push(1, posteriorsOf('yes', 1)));
    invalid(() => decoder.push(NaN, posteriorsOf('yes', 1)));
    invalid(() => decoder.push(2, new Float32Array(3)));
    invalid(() => decoder.configure(config({ threshold: 1.5 })));
    invalid(() => decoderOf({ minimumCount: 2.5 }));
    invalid(() => decoderOf({ strideSeconds: NaN }));
    expect(() => decoderOf({ threshold: 7 })).toThrow(
      'at decoder.threshold: expected a number from 0 to 1, got 7.',
    );
  });
});
