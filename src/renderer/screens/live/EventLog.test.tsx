// @vitest-environment happy-dom
// The event log as checks and screen readers find it.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../testing/renderPart';
import type { RenderedPart } from '../../testing/renderPart';
import { EventLog } from './EventLog';
import type { LiveEvent } from './liveState';

const sound = { samples: new Float32Array(10), sampleRate: 16_000 };
const events: readonly LiveEvent[] = [
  { id: 2, label: 'no', time: 3.4, score: 0.88, delayMs: 21.4, afterWordMs: null, sound: null },
  { id: 1, label: 'yes', time: 1.3249, score: 0.931, delayMs: 12, afterWordMs: 259, sound },
];

let part: RenderedPart | null = null;
afterEach(() => part?.unmount());

describe('event log', () => {
  it('lists what was recognised when, how surely and how late', () => {
    part = renderPart(<EventLog events={events} colorOf={() => '#000'} onPlay={vi.fn()} onClear={vi.fn()} />);
    const list = part.element.querySelector('ul');
    expect(list?.getAttribute('aria-label')).toBe('Event log');
    const items = [...(list?.querySelectorAll('li') ?? [])];
    expect(items.map((item) => item.textContent)).toEqual([
      'no at 3.40 s, score 0.88delay 21 ms',
      'yes at 1.32 s, score 0.93delay 12 ms, 259 ms after the word',
    ]);
    expect(items[1].dataset).toMatchObject({
      label: 'yes',
      time: '1.3249',
      delayMs: '12',
      afterWordMs: '259',
    });
    expect(items[0].dataset.afterWordMs).toBeUndefined();
  });

  it('plays what was heard once it is there', () => {
    const onPlay = vi.fn();
    part = renderPart(<EventLog events={events} colorOf={() => '#000'} onPlay={onPlay} onClear={vi.fn()} />);
    const [first, second] = part.element.querySelectorAll<HTMLButtonElement>('li button');
    expect(first.disabled).toBe(true);
    expect(second.getAttribute('aria-label')).toBe('Play what was heard: yes at 1.32 s, score 0.93');
    part.click(second);
    expect(onPlay).toHaveBeenCalledWith(events[1]);
  });
});
