// The labels of the project with their clips per split; choosing one filters the list.
// Adding, renaming and removing labels happens here.

import { Tooltip, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { UNKNOWN_LABEL } from '../../../shared/contract/projects';
import { AddLabel } from '../../components/AddLabel';
import { LabelDot } from '../../components/LabelDot';
import { countLabels } from '../../stores/labelCounts';
import type { LabelCount } from '../../stores/labelCounts';
import { useApp } from '../../stores/useApp';
import { Backgrounds } from './Backgrounds';
import { FeatureStatus } from './FeatureStatus';
import { LabelMenu } from './LabelMenu';
import classes from './Words.module.css';
import type { WordsStore } from './wordsStore';

const noLabels: readonly string[] = [];

export function LabelPanel({ words }: { readonly words: WordsStore }) {
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const clips = useApp((state) => state.clips);
  const colorOf = useApp((state) => state.labelColor);
  const chosen = useStore(words.store, (state) => state.filter.label);
  const counts = useMemo(() => countLabels(labels, clips), [labels, clips]);
  const choose = (label: string | null) => words.actions.setFilter({ label });
  return (
    <aside className={`${classes.column} ${classes.scroll}`} aria-label="Labels">
      <ul className={classes.labels}>
        <li className={classes.label} data-chosen={chosen === null || undefined}>
          <UnstyledButton
            className={classes.labelButton}
            onClick={() => choose(null)}
            aria-pressed={chosen === null}
          >
            <span />
            <span>All words</span>
            <span className={classes.count}>{clips.length.toLocaleString()}</span>
          </UnstyledButton>
        </li>
        {counts.map((count, index) => (
          <li key={count.label} className={classes.label} data-chosen={chosen === count.label || undefined}>
            <LabelButton
              count={count}
              color={colorOf(count.label)}
              number={index + 1}
              chosen={chosen === count.label}
              onChoose={() => choose(chosen === count.label ? null : count.label)}
            />
            <LabelMenu label={count.label} clips={count.total} edits={words.edits} />
          </li>
        ))}
      </ul>
      <AddLabel onAdd={words.edits.addLabel} />
      <Backgrounds />
      <FeatureStatus />
    </aside>
  );
}

interface LabelButtonProps {
  readonly count: LabelCount;
  readonly color: string;
  /** The key that gives this label. */
  readonly number: number;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function LabelButton({ count, color, number, chosen, onChoose }: LabelButtonProps) {
  const { label, total, train, validation, test } = count;
  const splits = `${train} to train, ${validation} to validate, ${test} to test`;
  const meaning = label === UNKNOWN_LABEL ? 'Anything said that is none of the words. ' : '';
  const key = number <= 9 ? ` Key ${number} gives this label.` : '';
  return (
    <Tooltip label={`${meaning}${splits}.${key}`} position="right">
      <UnstyledButton
        className={classes.labelButton}
        onClick={onChoose}
        aria-pressed={chosen}
        aria-label={`${label}, ${total} clips: ${splits}`}
      >
        <LabelDot color={color} />
        <span className={classes.labelName}>{label}</span>
        <span className={classes.count}>{total.toLocaleString()}</span>
        <span className={classes.bar} aria-hidden>
          {[train, validation, test].map((part, index) => (
            <span key={index} style={{ flexGrow: part, background: color }} />
          ))}
        </span>
      </UnstyledButton>
    </Tooltip>
  );
}
