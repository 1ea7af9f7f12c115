// The Tunes screen: the tunes as a list, beside it the tune in focus or the whole collection in numbers.
// Connects the stores; the columns are components of their own.

import { SegmentedControl, Title } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { plural } from '../../charts/format';
import { useRoute } from '../../shell/route';
import { useShortcuts } from '../../shell/shortcuts';
import { useApp } from '../../stores/useApp';
import { CollectionView } from './CollectionView';
import { TuneImportControls } from './import/TuneImportControls';
import { TuneColumn } from './TuneColumn';
import classes from './Tunes.module.css';
import { TunesEmpty } from './TunesEmpty';
import { tunesShortcuts } from './tunesShortcuts';
import type { TunesState, TunesStore } from './tunesStore';
import { useTunes } from './tunesStore';
import { TuneView } from './TuneView';

export function TunesScreen() {
  const tunes = useTunes();
  const count = useApp((state) => state.tunes.length);
  const pane = useStore(tunes.store, (state) => state.pane);
  const { tune } = useRoute().parameters;
  useEffect(() => {
    if (tune !== undefined) tunes.actions.reveal(tune);
  }, [tune, tunes]);
  useShortcuts('Tunes', tunesShortcuts(tunes));
  return (
    <div className={classes.screen}>
      <header className={classes.header}>
        <Title order={1}>Tunes</Title>
        <span className={classes.soft} role="status" aria-label="Tunes in the project">
          {plural(count, 'tune')}
        </span>
        <span className={classes.spring} />
        {count > 0 && <PaneChoice pane={pane} tunes={tunes} />}
        <TuneImportControls primary={count > 0} />
      </header>
      {count === 0 ? (
        <TunesEmpty />
      ) : (
        <>
          <TuneColumn tunes={tunes} />
          {pane === 'tune' ? <TuneView tunes={tunes} /> : <CollectionView tunes={tunes} />}
        </>
      )}
    </div>
  );
}

function PaneChoice({ pane, tunes }: { readonly pane: TunesState['pane']; readonly tunes: TunesStore }) {
  return (
    <SegmentedControl<TunesState['pane']>
      aria-label="Beside the list"
      value={pane}
      onChange={tunes.actions.setPane}
      data={[
        { value: 'tune', label: 'Tune' },
        { value: 'collection', label: 'Collection' },
      ]}
    />
  );
}
