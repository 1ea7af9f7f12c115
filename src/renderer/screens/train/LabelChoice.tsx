// The words to train on, each with its number of clips, and the silence class.
// A word without clips stands there too: it says what is missing.

import { Switch } from '@mantine/core';
import { SILENCE_LABEL } from '../../../shared/contract/projects';
import { plural } from '../../charts/format';
import { LabelDot } from '../../components/LabelDot';
import { Hint } from './Hint';
import classes from './Setup.module.css';
import type { LabelCount } from './trainSelectors';

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
    <fieldset className={classes.fieldset}>
      <legend className={classes.heading}>Words</legend>
      <div className={classes.words}>
        {labels.map(({ label, clips }) => (
          <WordToggle
            key={label}
            label={label}
            clips={clips}
            checked={clips > 0 && !excluded.includes(label)}
            color={colorOf(label)}
            onChange={(included) => onToggle(label, included)}
          />
        ))}
      </div>
      <Hint
        text={`Adds ${SILENCE_LABEL}: windows without speech, made from background recordings and synthesised noise. Live listening needs it, or every noise is some word.`}
      >
        <Switch
          mt={10}
          size="sm"
          label="Silence class"
          checked={silence}
          onChange={(event) => onSilence(event.currentTarget.checked)}
        />
      </Hint>
    </fieldset>
  );
}

interface WordToggleProps {
  readonly label: string;
  readonly clips: number;
  readonly checked: boolean;
  readonly color: string;
  readonly onChange: (included: boolean) => void;
}

function WordToggle({ label, clips, checked, color, onChange }: WordToggleProps) {
  const title = clips === 0 ? `${label}: no clips yet` : `${label}: ${plural(clips, 'clip')}`;
  return (
    <label
      className={classes.word}
      data-checked={checked || undefined}
      data-empty={clips === 0 || undefined}
      title={title}
    >
      <input
        type="checkbox"
        aria-label={title}
        checked={checked}
        disabled={clips === 0}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <LabelDot color={color} size={10} />
      <span className={classes.wordName}>{label}</span>
      <span className={classes.wordCount}>{clips}</span>
    </label>
  );
}
