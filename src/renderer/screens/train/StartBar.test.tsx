// @vitest-environment happy-dom
// The start and what is said about it.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../testing/renderPart';
import type { RenderedPart } from '../../testing/renderPart';
import { StartBar } from './StartBar';

const plan = {
  counts: { yes: { train: 30, validation: 4, test: 5 }, no: { train: 28, validation: 4, test: 4 } },
  parameters: 100,
  steps: 360,
  problems: [],
  warnings: ['One speaker only.'],
};

let part: RenderedPart | null = null;
afterEach(() => part?.unmount());
const button = () => part?.element.querySelector('button') ?? null;
const reason = () => part?.element.querySelector('#start-reason')?.textContent;

describe('start bar', () => {
  it('says what would be trained on, warns, and starts', () => {
    const onStart = vi.fn();
    part = renderPart(<StartBar plan={plan} reason={null} starting="no" onStart={onStart} />);
    expect(reason()).toBe('58 training, 8 validation, 9 test clips; 360 steps');
    expect(part.element.querySelector('li')?.textContent).toContain('One speaker only.');
    part.click(button());
    expect(onStart).toHaveBeenCalledTimes(1);
  });

  it('says why it cannot start, tied to the button', () => {
    part = renderPart(<StartBar plan={plan} reason="Choose two words." starting="no" onStart={vi.fn()} />);
    expect(button()?.disabled).toBe(true);
    expect(button()?.getAttribute('aria-describedby')).toBe('start-reason');
    expect(reason()).toBe('Choose two words.');
  });

  it('says what it waits for', () => {
    part = renderPart(<StartBar plan={plan} reason={null} starting="features" onStart={vi.fn()} />);
    expect(reason()).toBe('Computing features …');
  });
});
