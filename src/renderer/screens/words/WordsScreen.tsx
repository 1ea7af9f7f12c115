// The Words screen: labels on the left, their clips in the middle, the clip in focus as pictures on the right.
// Connects the stores; the columns are components of their own.

import { Title } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { UNKNOWN_LABEL } from '../../../shared/contract/projects';
import { plural } from '../../charts/format';
import { useRoute } from '../../shell/route';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { ClipColumn } from './ClipColumn';
import { ClipView } from './ClipView';
import { ImportControls } from './import/ImportControls';
import { LabelPanel } from './LabelPanel';
import classes from './Words.module.css';
import { WordsEmpty } from './WordsEmpty';
import { wordsShortcuts } from './wordsShortcuts';
import { useWords } from './wordsStore';

const noLabels: readonly string[] = [];

export function WordsScreen() {
  const words = useWords();
  const clips = useApp((state) => state.clips.length);
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const wordCount = labels.filter((label) => label !== UNKNOWN_LABEL).length;
  const hasSelection = useStore(words.store, (state) => state.selection.selected.size > 0);
  const { clip } = useRoute().parameters;
  useEffect(() => {
    if (clip !== undefined) words.actions.reveal(clip);
  }, [clip, words]);
  useShortcuts('Words', wordsShortcuts(words, labels, hasSelection));
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>Words</Title>
        <span className={classes.soft} role="status">
          {`${plural(clips, 'clip')}, ${plural(wordCount, 'word')}`}
        </span>
        <ImportControls primary={clips > 0} />
      </header>
      <LabelPanel words={words} />
      {clips === 0 ? (
        <WordsEmpty />
      ) : (
        <>
          <ClipColumn words={words} />
          <ClipView words={words} />
        </>
      )}
    </div>
  );
}
