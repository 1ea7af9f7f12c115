// The word just recognised, large, with how sure the recognizer was; told to screen readers as it comes.
// Between words it says what to do.

import { LabelDot } from '../../components/LabelDot';
import classes from './Live.module.css';
import type { LiveEvent, LiveState } from './liveState';

export interface WordDisplayProps {
  readonly phase: LiveState['phase'];
  readonly event: LiveEvent | null;
  readonly words: readonly string[];
  readonly colorOf: (label: string) => string;
}

export function WordDisplay({ phase, event, words, colorOf }: WordDisplayProps) {
  const say = words.length > 0 ? `say ${listWords(words)}` : 'speak';
  const hints = { idle: `Press Space, then ${say}.`, opening: 'Opening …', listening: `Listening: ${say}.` };
  return (
    <div className={classes.word} role="status" aria-label="Recognised word">
      {event === null ? (
        <span className={classes.wordHint}>{hints[phase]}</span>
      ) : (
        <span key={event.id} className={classes.wordNow}>
          <LabelDot color={colorOf(event.label)} size={18} />
          <span className={classes.wordText}>{event.label}</span>
          <span className={classes.wordScore}>{event.score.toFixed(2)}</span>
        </span>
      )}
    </div>
  );
}

/** `yes, no or stop`; the first twelve of many. */
function listWords(words: readonly string[]): string {
  const shown = words.slice(0, 12);
  if (words.length > shown.length) return `${shown.join(', ')} …`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}
