// An explanation that appears where it is needed: on hover and on keyboard focus of what it explains.
// Not the only place of anything a person must know.

import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

export function Hint({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  return (
    <Tooltip label={text} position="top-start" events={{ hover: true, focus: true, touch: false }}>
      <div>{children}</div>
    </Tooltip>
  );
}
