// The newest value of a render, for listeners that are attached once.
// Not for what is drawn: that follows from props.

import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
