// The middle column of Words: how the list is filtered, and the list.
// Filtering by label is the label panel's.

import { CloseButton, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Split } from '../../../shared/contract/clips';
import { useApp } from '../../stores/useApp';
import { ClipList } from './ClipList';
import { SelectionBar } from './SelectionBar';
import classes from './Words.module.css';
import type { ClipFlag } from './clipFilter';
import { countFlags } from './clipFilter';
import type { WordsStore } from './wordsStore';

/** Splits and flags share one field: both say which clips are of interest. */
const splitChoices = [
  { value: 'train', label: 'Training' },
  { value: 'validation', label: 'Validation' },
  { value: 'test', label: 'Test' },
];

export function ClipColumn({ words }: { readonly words: WordsStore }) {
  const filter = useStore(words.store, (state) => state.filter);
  const clips = useApp((state) => state.clips);
  const flags = useMemo(() => countFlags(clips), [clips]);
  const choices = [
    { group: 'Split', items: splitChoices },
    {
      group: 'To look at',
      items: [
        { value: 'clipped', label: `Clipped (${flags.clipped})` },
        { value: 'silent', label: `Silent (${flags.silent})` },
      ],
    },
  ];
  const choose = (value: string | null) => {
    const flag = value === 'clipped' || value === 'silent' ? (value as ClipFlag) : null;
    words.actions.setFilter({ flag, split: flag === null ? (value as Split | null) : null });
  };
  return (
    <section className={classes.column} aria-label="Clips">
      <div className={classes.tools}>
        <TextInput
          aria-label="Search clips"
          placeholder="Speaker, word or file"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filter.text}
          onChange={(event) => words.actions.setFilter({ text: event.currentTarget.value })}
          rightSection={
            filter.text === '' ? null : (
              <CloseButton
                size="sm"
                aria-label="Clear the search"
                onClick={() => words.actions.setFilter({ text: '' })}
              />
            )
          }
          style={{ flex: 1 }}
        />
        <Select
          aria-label="Show"
          placeholder="All splits"
          data={choices}
          value={filter.flag ?? filter.split}
          onChange={choose}
          clearable
          w={150}
        />
      </div>
      <SelectionBar words={words} />
      <ClipList words={words} />
    </section>
  );
}
