// Takes files and folders dropped anywhere on the page and says so while they hover.
// Dropped text or links are left to the browser.

import { useEffect, useRef, useState } from 'react';
import classes from './DropZone.module.css';

const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;

export function DropZone({ onDrop }: { readonly onDrop: (data: DataTransfer) => void }) {
  const [hovering, setHovering] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    let depth = 0;
    const set = (to: number) => {
      depth = to;
      setHovering(to > 0);
    };
    const enter = (event: DragEvent) => hasFiles(event) && set(depth + 1);
    const leave = (event: DragEvent) => hasFiles(event) && set(Math.max(0, depth - 1));
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      set(0);
      latest.current(event.dataTransfer);
    };
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('dragover', over, { signal });
    window.addEventListener('drop', drop, { signal });
    return () => controller.abort();
  }, []);
  return hovering ? <div className={classes.drop}>Drop to import</div> : null;
}
