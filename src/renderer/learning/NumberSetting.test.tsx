// @vitest-environment happy-dom
// A number that differs from its preset is marked, and says what the preset has.

import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../testing/renderPart';
import type { RenderedPart } from '../testing/renderPart';
import { NumberSetting } from './NumberSetting';
import { optionalField, plainField } from './numberField';

interface Settings {
  readonly window: number;
  readonly patience: number | null;
}
const field = plainField<Settings, 'window'>(
  'window',
  'Window',
  { min: 2, max: 99, step: 1 },
  'Tokens of it.',
);
const patience = optionalField<Settings, 'patience'>(
  'patience',
  'Patience',
  'never',
  { min: 1, max: 9, step: 1, suffix: ' epochs' },
  'Epochs without a gain.',
);
const preset: Settings = { window: 64, patience: null };

let part: RenderedPart | null = null;
afterEach(() => part?.unmount());
const type = (text: string) => {
  const element = input();
  if (!element) throw new Error('there is no input');
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  act(() => {
    set?.call(element, text);
    element.dispatchEvent(new Event('input', { bubbles: true }));
  });
};
const input = () => part?.element.querySelector('input');
const isMarked = () => part?.element.querySelector('label [data-changed]') !== null;

describe('number setting', () => {
  it('is not marked where it is the preset’s, or where there is no preset', () => {
    part = renderPart(<NumberSetting field={field} settings={preset} preset={preset} onChange={vi.fn()} />);
    expect(isMarked()).toBe(false);
    part.show(<NumberSetting field={field} settings={{ ...preset, window: 7 }} onChange={vi.fn()} />);
    expect(isMarked()).toBe(false);
    expect(input()?.getAttribute('aria-description')).toBe('Tokens of it.');
  });

  it('is marked where it is not, and its description says what the preset has', () => {
    const changed = { window: 7, patience: 3 };
    part = renderPart(<NumberSetting field={field} settings={changed} preset={preset} onChange={vi.fn()} />);
    expect(isMarked()).toBe(true);
    expect(part.element.querySelector('label')?.textContent).toBe('Window');
    expect(input()?.getAttribute('aria-description')).toBe('Changed: the preset has 64. Tokens of it.');
    part.show(<NumberSetting field={patience} settings={changed} preset={preset} onChange={vi.fn()} />);
    expect(input()?.getAttribute('aria-description')).toContain('the preset has never');
  });

  it('waits with what is no value yet, and takes the nearest one when it is left', () => {
    const onChange = vi.fn();
    const least: typeof field = { ...field, min: 8 };
    part = renderPart(<NumberSetting field={least} settings={preset} onChange={onChange} />);
    type('3');
    expect(onChange).not.toHaveBeenCalled();
    expect(input()?.value).toBe('3');
    type('32');
    expect(onChange).toHaveBeenLastCalledWith({ ...preset, window: 32 });
    type('4');
    act(() => void input()?.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
    expect(onChange).toHaveBeenLastCalledWith({ ...preset, window: 8 });
  });

  it('keeps its value when it is emptied and must not be', () => {
    const onChange = vi.fn();
    part = renderPart(<NumberSetting field={field} settings={preset} onChange={onChange} />);
    type('');
    act(() => void input()?.dispatchEvent(new FocusEvent('focusout', { bubbles: true })));
    expect(onChange).not.toHaveBeenCalled();
    expect(input()?.value).toBe('64');
  });
});
