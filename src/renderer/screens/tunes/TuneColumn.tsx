// The left column of Tunes: search, what the list is narrowed to, what can be done with the selected, the list.
// Sorting is the list's own.

import { Button, CloseButton, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { TuneList } from './TuneList';
import { TuneSelectionBar } from './TuneSelectionBar';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

export function TuneColumn({ tunes }: { readonly tunes: TunesStore }) {
  const text = useStore(tunes.store, (state) => state.filter.text);
  const subset = useStore(tunes.store, (state) => state.filter.subset);
  const { actions } = tunes;
  return (
    <section className={classes.column} aria-label="Tunes">
      <div className={classes.tools}>
        <TextInput
          aria-label="Search tunes"
          placeholder="Title, key, metre or file"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => actions.setText(event.currentTarget.value)}
          rightSection={
            text === '' ? null : (
              <CloseButton size="sm" aria-label="Clear the search" onClick={() => actions.setText('')} />
            )
          }
          style={{ flex: 1 }}
        />
        {subset !== null && (
          <Button
            variant="light"
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={`Only ${subset.title}. Show all tunes`}
            onClick={() => actions.showSubset(null)}
            maw={240}
          >
            {subset.title}
          </Button>
        )}
      </div>
      <TuneSelectionBar tunes={tunes} />
      <TuneList tunes={tunes} />
    </section>
  );
}
