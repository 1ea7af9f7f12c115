// The strip without a canvas: ring, places, the scrolling clock.

import { describe, expect, it } from 'vitest';
import { createPosteriorHistory } from './posteriorHistory';
import { createStripClock, layoutStrip, timeTicks, xOfTime, yOfShare } from './posteriorStrip';

const look = (time: number, value: number) => ({
  time,
  posteriors: Float32Array.of(value, 1 - value),
  smoothed: Float32Array.of(value / 2, 1 - value / 2),
});

describe('posterior history', () => {
  it('keeps the newest looks in order', () => {
    const history = createPosteriorHistory(['yes', 'no'], 4);
    for (let i = 0; i < 6; i++) history.push(look(i / 10, i / 10));
    expect(history.length).toBe(4);
    expect([0, 1, 2, 3].map(history.timeAt)).toBeAllclose([0.2, 0.3, 0.4, 0.5]);
    expect([0, 3].map((i) => history.posteriorAt(i, 0))).toBeAllclose([0.2, 0.5], { atol: 1e-6 });
    expect(history.smoothedAt(3, 1)).toBeCloseTo(0.75, 6);
  });

  it('finds the first look of a time by bisection', () => {
    const history = createPosteriorHistory(['yes', 'no'], 5);
    expect(history.indexFrom(0)).toBe(0);
    for (let i = 0; i < 7; i++) history.push(look(i, 0.5));
    expect([0, 2, 2.5, 6, 7].map(history.indexFrom)).toEqual([0, 0, 1, 4, 5]);
  });

  it('forgets events together with the looks around them', () => {
    const history = createPosteriorHistory(['yes', 'no'], 3);
    const event = (time: number) => ({ label: 'yes', time, score: 0.9 });
    history.push(look(0, 0.5));
    history.addEvent(event(0));
    for (let i = 1; i < 5; i++) history.push(look(i, 0.5));
    history.addEvent(event(4));
    expect(history.eventsFrom(-1).map((one) => one.time)).toEqual([4]);
    history.clear();
    expect([history.length, history.eventsFrom(-1).length]).toEqual([0, 0]);
  });
});

describe('strip layout', () => {
  const layout = layoutStrip(850, 238, 10, 8);

  it('puts now at the right edge, the span at the left, and 1 at the top', () => {
    expect(xOfTime(layout, 10)).toBe(layout.box.left + layout.box.width);
    expect(xOfTime(layout, 2)).toBe(layout.box.left);
    expect(xOfTime(layout, 6)).toBe(layout.box.left + layout.box.width / 2);
    expect([yOfShare(layout, 1), yOfShare(layout, 0)]).toEqual([
      layout.box.top,
      layout.box.top + layout.box.height,
    ]);
    expect(yOfShare(layout, 1.2)).toBe(layout.box.top);
  });

  it('ticks whole seconds, none before the stream began', () => {
    expect(timeTicks(layout)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(timeTicks(layoutStrip(850, 238, 1.5, 8))).toEqual([0, 1]);
  });

  it('never breaks on a canvas smaller than its margins', () => {
    expect(layoutStrip(10, 10, 1, 8).box).toMatchObject({ width: 1, height: 1 });
  });
});

describe('strip clock', () => {
  it('scrolls with the wall clock between bursts of looks', () => {
    const clock = createStripClock();
    clock.tick(0, 5, true);
    const times = Array.from({ length: 60 }, (_, i) =>
      clock.tick(((i + 1) * 1000) / 60, 5 + Math.floor(i / 6) * 0.1, true),
    );
    const steps = times.slice(1).map((time, i) => time - times[i]);
    // Even: no frame moves by more than twice or less than half of 1/60 s, although looks come every 100 ms.
    expect(Math.max(...steps)).toBeLessThan(2 / 60);
    expect(Math.min(...steps)).toBeGreaterThan(0.5 / 60);
    expect(times.at(-1)).toBeGreaterThan(5.8);
  });

  it('jumps after a pause and holds still when stopped', () => {
    const clock = createStripClock();
    clock.tick(0, 5, true);
    expect(clock.tick(16, 9, true)).toBe(9);
    const still = clock.tick(32, 9.1, false);
    expect(clock.tick(5000, 9.1, false)).toBe(still);
    expect(clock.tick(5016, null, false)).toBe(0);
  });
});
