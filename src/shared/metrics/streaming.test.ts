import { describe, expect, it } from 'vitest';
import { falseAcceptsPerHour, matchEvents, missRate } from './streaming';
import { poissonInterval } from './poisson';

describe('poissonInterval', () => {
  // Garwood's interval solved from the sum of Poisson terms in 60-digit decimal arithmetic
  it.each([
    [0, 0, 3.68887945],
    [1, 0.02531781, 5.57164339],
    [2, 0.24220928, 7.22468767],
    [5, 1.62348639, 11.66833208],
    [10, 4.7953887, 18.39035604],
    [20, 12.21651959, 30.8883779],
    [100, 81.36399125, 121.62679379],
  ])('%d events', (count, low, high) => {
    expect(poissonInterval(count)).toBeAllclose([low, high], { rtol: 0, atol: 6e-9 });
  });

  it('has its closed forms: -ln 0.025 above none, -ln 0.975 below one', () => {
    expect(poissonInterval(0)[1]).toBeCloseTo(-Math.log(0.025), 12);
    expect(poissonInterval(1)[0]).toBeCloseTo(-Math.log(0.975), 12);
  });

  it('nears the normal interval for many events', () => {
    const [low, high] = poissonInterval(20_000);
    // Cornish and Fisher's expansion of the chi-square quantile, its error far below 0.5 here
    const z = 1.959964;
    expect(low).toBeCloseTo(20_000 - z * Math.sqrt(20_000) + (z * z - 1) / 3, 0);
    expect(high).toBeCloseTo(20_001 + z * Math.sqrt(20_001) + (z * z - 1) / 3, 0);
  });
});

describe('falseAcceptsPerHour', () => {
  it('scales rate and interval by time', () => {
    const { perHour, interval } = falseAcceptsPerHour(5, 2);
    expect(perHour).toBe(2.5);
    expect([...interval]).toBeAllclose([1.62348639 / 2, 11.66833208 / 2], { rtol: 1e-8 });
  });

  it('says how little a silent hour proves', () => {
    expect(falseAcceptsPerHour(0, 1).interval[1]).toBeCloseTo(3.6889, 4);
  });

  it.each([
    [1, 0],
    [-1, 1],
    [1.5, 1],
    [1, NaN],
  ])('refuses %d in %d hours', (count, hours) => {
    expect(() => falseAcceptsPerHour(count, hours)).toThrow(
      expect.objectContaining({ code: 'invalid-argument' }),
    );
  });
});

describe('matchEvents', () => {
  const word = (label: string, start: number, end: number) => ({ label, start, end });
  const event = (label: string, time: number) => ({ label, time, score: 1 });

  it('finds hits, misses and false accepts of every kind', () => {
    const references = [word('yes', 1, 1.5), word('no', 3, 3.5), word('yes', 5, 5.5)];
    const again = event('yes', 2);
    const wrong = event('go', 3.6);
    const late = event('yes', 6.6);
    const match = matchEvents(references, [late, event('yes', 1.8), again, wrong], 1);
    expect(match.hits).toEqual([{ reference: references[0], event: event('yes', 1.8) }]);
    expect(match.misses).toEqual([references[1], references[2]]);
    expect(match.falseAccepts).toEqual([again, wrong, late]);
    expect(match.missRate).toBeCloseTo(2 / 3, 12);
    expect(match.delay).toBeCloseTo(0.3, 12);
  });

  it('counts from the start of the word to the tolerance after it, both included', () => {
    const reference = [word('yes', 1, 1.5)];
    const misses = (time: number) => missRate(reference, [event('yes', time)], 0.5);
    expect([0.999, 1, 1.5, 2, 2.001].map(misses)).toEqual([1, 0, 0, 0, 1]);
  });

  it('finds as many hits as there can be', () => {
    // the first event fits both words, the second only the later one
    const references = [word('yes', 0, 3), word('yes', 1, 1.2)];
    expect(matchEvents(references, [event('yes', 1.1), event('yes', 3.5)], 1).misses).toEqual([]);
  });

  it('says NaN where nothing was said or heard', () => {
    expect(missRate([], [event('yes', 1)])).toBeNaN();
    expect(matchEvents([word('yes', 0, 1)], []).delay).toBeNaN();
  });
});
