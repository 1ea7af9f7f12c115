// @vitest-environment happy-dom
// What the piano roll says to those who do not see it, and which keys it takes itself. Its picture is seen in a browser.
// The score: three quarter notes of C major in the first bar of 4/4.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPart, createScore } from '../../../shared/music/score';
import { renderPart } from '../../testing/renderPart';
import type { RenderedPart } from '../../testing/renderPart';
import { openDocument } from './editDocument';
import { PianoRoll } from './PianoRoll';
import type { RollEditor } from './rollEditor';

const score = createScore({
  stepsPerQuarter: 4,
  parts: [
    createPart([60, 64, 67].map((pitch, i) => ({ pitch, velocity: 90, onsetStep: 4 * i, durationSteps: 4 }))),
  ],
});

let rendered: RenderedPart | null = null;
afterEach(() => rendered?.unmount());

function editorOf(fields: Partial<RollEditor>): RollEditor {
  const nothing = () => undefined;
  return {
    document: openDocument(score),
    selection: new Set(),
    cursor: { step: 4, pitch: 62 },
    gridSteps: 1,
    tool: 'select',
    activePart: 0,
    isFocused: true,
    revealed: null,
    onFocus: nothing,
    select: nothing,
    moveCursor: nothing,
    tryOut: nothing,
    commit: nothing,
    hear: nothing,
    ...fields,
  };
}

const shown = (editor: RollEditor | null) => {
  rendered = renderPart(
    <PianoRoll score={score} scoreId="a" label="Piano roll of a chord" editor={editor} />,
  );
  return rendered.element.querySelector<HTMLElement>('[data-roll=scroller]')!;
};
const words = () => rendered?.element.querySelector('[aria-label=Selection]')?.textContent;

describe('the piano roll', () => {
  it('says what the score is, and is no application where nothing can be changed', () => {
    const roll = shown(null);
    expect(roll.getAttribute('role')).toBe('group');
    expect(roll.getAttribute('aria-label')).toBe('Piano roll of a chord: 3 notes, 1 bar, C4 to G4');
    expect(roll.tabIndex).toBe(0);
  });

  it('says what is selected, and where the cursor is when nothing is', () => {
    const document = openDocument(score);
    const [first, second] = document.score.parts[0].notes;
    shown(editorOf({ document, selection: new Set([first]) }));
    expect(words()).toBe('C4, bar 1 beat 1, a quarter');
    rendered?.unmount();
    shown(editorOf({ document, selection: new Set([first, second]) }));
    expect(words()).toBe('2 notes, C4 to E4, bar 1');
    rendered?.unmount();
    expect(shown(editorOf({})).getAttribute('role')).toBe('application');
    expect(words()).toBe('Cursor at D4, bar 1 beat 2');
  });

  it('takes the keys of its zoom and leaves all others to the screen', () => {
    const roll = shown(editorOf({}));
    const seen = vi.fn();
    window.addEventListener('keydown', (event) => seen(event.key, event.defaultPrevented));
    rendered?.press(roll, '+');
    rendered?.press(roll, 'ArrowUp');
    expect(seen.mock.calls).toEqual([
      ['+', true],
      ['ArrowUp', false],
    ]);
  });
});
