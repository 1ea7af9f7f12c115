// The newest smoothed posterior of every label as a bar: the strip's legend and its last column.
// Moved by hand sixty times a second; React only lays it out.

import { useEffect, useRef } from 'react';
import type { PosteriorHistory } from '../../charts/posteriorHistory';
import { LabelDot } from '../../components/LabelDot';
import classes from './Live.module.css';

export interface LabelMetersProps {
  readonly labels: readonly string[];
  readonly history: PosteriorHistory;
  readonly colorOf: (label: string) => string;
  readonly running: boolean;
}

export function LabelMeters({ labels, history, colorOf, running }: LabelMetersProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const show = () => showPosteriors(element, history);
    show();
    if (!running) return;
    let frame = requestAnimationFrame(function next() {
      show();
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [history, running]);
  return (
    <ul ref={list} className={classes.meters} aria-label="Posterior of each label">
      {labels.map((label) => (
        <li key={label}>
          <LabelDot color={colorOf(label)} size={10} />
          <span className={classes.meterLabel} title={label}>
            {label}
          </span>
          <span className={classes.meterTrack}>
            <span className={classes.meterBar} style={{ background: colorOf(label) }} />
          </span>
          <span className={classes.meterValue}>0.00</span>
        </li>
      ))}
    </ul>
  );
}

function showPosteriors(list: HTMLUListElement, history: PosteriorHistory): void {
  const newest = history.length - 1;
  for (let label = 0; label < list.children.length; label++) {
    const value = newest < 0 || label >= history.labels.length ? 0 : history.smoothedAt(newest, label);
    const [, , track, text] = list.children[label].children;
    (track.firstElementChild as HTMLElement).style.transform = `scaleX(${value.toFixed(3)})`;
    const words = value.toFixed(2);
    if (text.textContent !== words) text.textContent = words;
  }
}
