// The words to train on, each with its number of clips, and the silence class.
// A word without clips stands there too: it says what is missing.

import { SILENCE_LABEL } from '../../../shared/contract/projects';
import { plural } from '../../charts/format';
import { LabelDot } from '../../components/LabelDot';
import type { LabelCount } from '../../stores/labelCounts';
import { Hint } from '../../learning/Hint';
import classes from '../../learning/Setup.module.css';

export interface LabelChoiceProps {
  readonly labels: readonly LabelCount[];
  readonly excluded: readonly string[];
  readonly silence: boolean;
  readonly colorOf: (label: string) => string;
  readonly onToggle: (label: string, included: boolean) => void;
  readonly onSilence: (on: boolean) => void;
}

export function LabelChoice({ labels, excluded, silence, colorOf, onToggle, onSilence }: LabelChoiceProps) {
  return (
    <div role="group" aria-labelledby="words-heading">
      <div className={classes.wordsTop}>
        <h2 id="words-heading" className={classes.heading}>
          Words
        </h2>
        <Hint text={silenceHint}>
          <WordToggle
            label={SILENCE_LABEL}
            name="Silence class"
            note="made"
            checked={silence}
            color={colorOf(SILENCE_LABEL)}
            onChange={onSilence}
          />
        </Hint>
      </div>
      <div className={classes.words}>
        {labels.map(({ label, total }) => (
          <WordToggle
            key={label}
            label={label}
            name={total === 0 ? `${label}: no clips yet` : `${label}: ${plural(total, 'clip')}`}
            note={String(total)}
            checked={total > 0 && !excluded.includes(label)}
            disabled={total === 0}
            color={colorOf(label)}
            onChange={(included) => onToggle(label, included)}
          />
        ))}
      </div>
    </div>
  );
}

const silenceHint = `Adds ${SILENCE_LABEL}: windows without speech, made from background recordings and synthesised noise. Live listening needs it, or every noise is some word.`;

interface WordToggleProps {
  readonly label: string;
  /** For the screen reader and on hover. */
  readonly name: string;
  /** After the label: how many clips it has. */
  readonly note: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly color: string;
  readonly onChange: (included: boolean) => void;
}

function WordToggle({ label, name, note, checked, disabled, color, onChange }: WordToggleProps) {
  return (
    <label className={classes.word} data-checked={checked || undefined} data-empty={disabled || undefined}>
      <input
        type="checkbox"
        aria-label={name}
        title={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <LabelDot color={color} size={10} />
      <span className={classes.wordName}>{label}</span>
      <span className={classes.wordCount}>{note}</span>
    </label>
  );
}
