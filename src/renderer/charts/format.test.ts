// How numbers read on the screens.

import { describe, expect, it } from 'vitest';
import { formatCount, formatMs, formatNumber, formatPercent, formatSeconds, plural } from './format';

describe('formatting', () => {
  it('says shares as per cent and a dash where there is nothing', () => {
    expect(formatPercent(0.9871)).toBe('98.7 %');
    expect(formatPercent(1, 0)).toBe('100 %');
    expect([formatPercent(null), formatPercent(Number.NaN), formatPercent(undefined)]).toEqual([
      '–',
      '–',
      '–',
    ]);
  });

  it('keeps three significant digits of losses and norms', () => {
    expect([0, 0.0421, 0.42, 1.234, 12.34, 123.4].map(formatNumber)).toEqual([
      '0.000',
      '0.042',
      '0.420',
      '1.23',
      '12.3',
      '123',
    ]);
    expect([0.00001, 123_456].map(formatNumber)).toEqual(['1.0e-5', '1.2e5']);
  });

  it('says durations the way people do', () => {
    expect([0.82, 9.96, 42.4, 59.6, 185, 3600, 4330].map(formatSeconds)).toEqual([
      '0.8 s',
      '10 s',
      '42 s',
      '1 min 00 s',
      '3 min 05 s',
      '1 h 00 min',
      '1 h 12 min',
    ]);
  });

  it('says milliseconds and counts', () => {
    expect([1.26, 9.96, 48.2, 1128].map(formatMs)).toEqual(['1.3 ms', '10 ms', '48 ms', '1.13 s']);
    expect([7, 1234, 22246, 1234567].map(formatCount)).toEqual(['7', '1,234', '22,246', '1,234,567']);
    expect([plural(1, 'clip'), plural(3, 'clip'), plural(2, 'entry', 'entries')]).toEqual([
      '1 clip',
      '3 clips',
      '2 entries',
    ]);
  });
});
