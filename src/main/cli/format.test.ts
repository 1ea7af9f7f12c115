import { describe, expect, it } from 'vitest';
import { duration, percent, plural, table, timestamp } from './format';

describe('format', () => {
  it('shows shares, and a dash where there is none', () => {
    expect([percent(0.8367), percent(1), percent(NaN), percent(null)]).toEqual([
      '83.7 %',
      '100.0 %',
      '-',
      '-',
    ]);
  });

  it('shows durations in the units that matter, without 60 s', () => {
    expect([8.31, 59.94, 59.96, 245, 3599.6, 3720].map(duration)).toEqual([
      '8.3 s',
      '59.9 s',
      '1 min 00 s',
      '4 min 05 s',
      '1 h 00 min',
      '1 h 02 min',
    ]);
  });

  it('shows places in a recording, without second 60', () => {
    expect([1.25, 59.999, 3723.5].map(timestamp)).toEqual(['0:01.25', '1:00.00', '1:02:03.50']);
  });

  it('counts', () => {
    expect([plural(1, 'clip'), plural(2, 'clip')]).toEqual(['1 clip', '2 clips']);
  });

  it('lines up columns', () => {
    expect(
      table([
        ['', 'yes'],
        ['no', '3'],
        ['☀️', '12'],
      ]),
    ).toBe(['    yes', 'no    3', '☀️    12'].join('\n'));
  });
});
