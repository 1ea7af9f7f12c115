// @vitest-environment happy-dom
// What the panel says before, while and after a generator is evaluated.

import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GeneratorEvaluation } from '../../../shared/contract/generation';
import { renderPart } from '../../testing/renderPart';
import type { RenderedPart } from '../../testing/renderPart';
import { EvaluationPanel } from './EvaluationPanel';

const evaluation: GeneratorEvaluation = {
  split: 'test',
  nllPerToken: 1.21,
  perplexity: 3.35,
  nllPerFrame: 4.72,
  tunes: 5,
  tokens: 900,
  frames: 230,
  training: { nllPerToken: 1.02, perplexity: 2.77, nllPerFrame: 4.01 },
  ngram: { nllPerToken: 1.44, perplexity: 4.22, nllPerFrame: 5.6, order: 5 },
  verdict: 'Better than counting.',
  createdAt: '2026-11-22T12:00:00.000Z',
};

const shared = { split: 'test', progress: null, problem: '', onSplit: vi.fn(), onStop: vi.fn() } as const;
let part: RenderedPart | null = null;
afterEach(() => part?.unmount());
const button = (name: string) =>
  [...(part?.element.querySelectorAll('button') ?? [])].find((one) => one.textContent === name) ?? null;
const texts = (selector: string) =>
  [...(part?.element.querySelectorAll(selector) ?? [])].map((one) => one.textContent);

describe('evaluation panel', () => {
  it('says what it would do, and does it', () => {
    const onEvaluate = vi.fn();
    part = renderPart(
      <EvaluationPanel {...shared} evaluation={null} evaluating={false} onEvaluate={onEvaluate} />,
    );
    expect(part.element.textContent).toContain('n-gram');
    part.click(button('Evaluate'));
    expect(onEvaluate).toHaveBeenCalledTimes(1);
  });

  it('shows how far it is and can be stopped', () => {
    const onStop = vi.fn();
    part = renderPart(
      <EvaluationPanel
        {...shared}
        evaluation={null}
        evaluating
        progress={{ done: 3, total: 5, item: 'Tallis' }}
        onEvaluate={vi.fn()}
        onStop={onStop}
      />,
    );
    expect(part.element.querySelector('[role=status]')?.textContent).toBe('Read 3 of 5: Tallis');
    part.click(button('Stop evaluating'));
    expect(onStop).toHaveBeenCalledTimes(1);
  });

  it('sets the generator beside the baseline, per token and per frame', () => {
    part = renderPart(
      <EvaluationPanel {...shared} evaluation={evaluation} evaluating={false} onEvaluate={vi.fn()} />,
    );
    expect(part.element.textContent).toContain('Better than counting.');
    expect(texts('thead th')).toEqual(['NLL per token', 'perplexity', 'NLL per frame']);
    expect(texts('tbody tr:last-child > *')).toEqual(['5-gram, test tunes', '1.44', '4.22', '5.60']);
    expect(texts('tbody tr:first-child > *')).toEqual(['Generator, test tunes', '1.21', '3.35', '4.72']);
  });

  it('has no column of frames for melodies, and says why where it failed', () => {
    part = renderPart(
      <EvaluationPanel
        {...shared}
        evaluation={{ ...evaluation, nllPerFrame: null }}
        evaluating={false}
        problem="There are no test tunes."
        onEvaluate={vi.fn()}
      />,
    );
    expect(texts('thead th')).toEqual(['NLL per token', 'perplexity']);
    expect(part.element.querySelector('[role=alert]')?.textContent).toContain('There are no test tunes.');
  });
});
