// Marks, places and trims on a time axis.
import { describe, expect, it } from 'vitest';
import { columnPeaks } from './Thumbnail';
import { formatDuration, formatLeft } from './time';
import { formatMark, moveTrim, timeAt, timeMarks } from './timeAxis';

describe('time axis', () => {
  it('marks round times at least 56 pixels apart', () => {
    expect(timeMarks(1, 440)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(timeMarks(1, 600)).toHaveLength(11);
    expect(timeMarks(30, 440)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(timeMarks(0, 440)).toEqual([]);
    expect(timeMarks(1, 0)).toEqual([]);
  });

  it('says minutes where seconds are many', () => {
    expect([0.2, 12, 65, 120].map(formatMark)).toEqual(['0.2', '12', '1:05', '2:00']);
  });

  it('stays within the sound', () => {
    expect([timeAt(50, 200, 2), timeAt(-5, 200, 2), timeAt(900, 200, 2)]).toEqual([0.5, 0, 2]);
  });

  it('moves an edge of the trim within the sound and never past the other', () => {
    const trim = { start: 0.2, end: 0.6 };
    expect(moveTrim(trim, 'start', -1, 1)).toEqual({ start: 0, end: 0.6 });
    expect(moveTrim(trim, 'start', 0.9, 1).start).toBeCloseTo(0.58, 9);
    expect(moveTrim(trim, 'end', 0.1, 1).end).toBeCloseTo(0.22, 9);
    expect(moveTrim(trim, 'end', 7, 1)).toEqual({ start: 0.2, end: 1 });
  });

  it('says durations as people do, never too short', () => {
    expect([0, 0.4, 59, 61, 3599, 3700].map(formatDuration)).toEqual([
      '0 s',
      '1 s',
      '59 s',
      '2 min',
      '1 h',
      '1 h 2 min',
    ]);
    expect(formatLeft(null)).toBe('');
  });

  it('keeps the loudest sample of each column of a thumbnail', () => {
    expect([...columnPeaks(Float32Array.of(0.25, -0.5, 0, 1), 2)]).toEqual([0.5, 1]);
  });
});
