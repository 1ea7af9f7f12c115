// The line that says where playback is, over all pictures of a sound.
// Moved without rendering: sixty times a second is too often for React.

import { useEffect, useRef } from 'react';
import classes from './SoundPicture.module.css';

/** Where playback of this sound is. */
export interface CursorSource {
  /** Seconds, or null while this sound is not heard. */
  current(): number | null;
  subscribe(listener: () => void): () => void;
}

export function PlayCursor({
  source,
  duration,
}: {
  readonly source: CursorSource;
  readonly duration: number;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const move = () => {
      const time = source.current();
      if (!line.current) return;
      line.current.style.visibility = time === null ? 'hidden' : 'visible';
      if (time !== null) line.current.style.left = `${(time / duration) * 100}%`;
    };
    move();
    return source.subscribe(move);
  }, [source, duration]);
  return <div ref={line} className={classes.cursor} aria-hidden />;
}
