// Renders a part of the page into a document that is not a browser's, for tests of what it says and which keys it takes.
// Needs `// @vitest-environment happy-dom` in the test file; looks are checked in a real browser instead.

import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

export interface RenderedPart {
  readonly element: HTMLElement;
  show(part: ReactNode): void;
  /** Presses a key on an element, as the browser tells it. */
  press(target: Element | null, key: string, modifiers?: { readonly ctrlKey?: boolean }): void;
  click(target: Element | null): void;
  unmount(): void;
}

export function renderPart(part: ReactNode): RenderedPart {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const element = document.body.appendChild(document.createElement('div'));
  const root = createRoot(element);
  const show = (shown: ReactNode) => act(() => root.render(<MantineProvider>{shown}</MantineProvider>));
  show(part);
  const send = (target: Element | null, event: Event) => {
    if (target === null) throw new Error('there is no such element');
    act(() => void target.dispatchEvent(event));
  };
  return {
    element,
    show,
    press: (target, key, modifiers) =>
      send(target, new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers })),
    click: (target) => send(target, new MouseEvent('click', { bubbles: true, cancelable: true })),
    unmount: () => {
      act(() => root.unmount());
      element.remove();
    },
  };
}
