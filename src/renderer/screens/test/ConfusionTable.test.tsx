// @vitest-environment happy-dom
// The matrix as a grid: one cell in the tab order, arrows move the focus, Enter and a click open a cell.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../testing/renderPart';
import type { RenderedPart } from '../../testing/renderPart';
import { ConfusionTable } from './ConfusionTable';

const confusion = {
  labels: ['yes', 'no'],
  counts: [
    [3, 1],
    [0, 4],
  ],
};

let part: RenderedPart | null = null;
afterEach(() => part?.unmount());

function open() {
  const onChoose = vi.fn();
  const rendered = renderPart(
    <ConfusionTable
      confusion={confusion}
      chosen={{ row: 0, column: 1 }}
      colorOf={() => '#3f90da'}
      onChoose={onChoose}
    />,
  );
  part = rendered;
  const cells = [...rendered.element.querySelectorAll<HTMLElement>('[role=gridcell]')];
  return { ...rendered, onChoose, cells };
}

describe('confusion table', () => {
  it('says every cell in words and shows counts, not zeros', () => {
    const { cells } = open();
    expect(cells.map((cell) => cell.getAttribute('aria-label'))).toEqual([
      'yes recognised: 3 of 4 clips',
      'yes taken for no: 1 of 4 clips',
      'no taken for yes: 0 of 4 clips',
      'no recognised: 4 of 4 clips',
    ]);
    expect(cells.map((cell) => cell.textContent)).toEqual(['3', '1', '', '4']);
    expect(cells.map((cell) => cell.getAttribute('aria-selected'))).toEqual([
      'false',
      'true',
      'false',
      'false',
    ]);
  });

  it('has one cell in the tab order, and arrows move it', () => {
    const { cells, press } = open();
    const inTabOrder = () => cells.map((cell) => cell.tabIndex);
    expect(inTabOrder()).toEqual([-1, 0, -1, -1]);
    cells[1].focus();
    press(cells[1], 'ArrowDown');
    expect(document.activeElement).toBe(cells[3]);
    expect(inTabOrder()).toEqual([-1, -1, -1, 0]);
    press(cells[3], 'Home', { ctrlKey: true });
    expect(document.activeElement).toBe(cells[0]);
  });

  it('opens the cell under the cursor by Enter or Space, any cell by a click', () => {
    const { cells, press, click, onChoose } = open();
    press(cells[1], 'Enter');
    press(cells[1], ' ');
    click(cells[2]);
    expect(onChoose.mock.calls.map(([cell]) => [cell.row, cell.column])).toEqual([
      [0, 1],
      [0, 1],
      [1, 0],
    ]);
  });
});
