// The whole collection in numbers: keys, metres, lengths, pitches, duplicates. Every bar shows the tunes it counts.
// The numbers are the engine's; which tunes hold a note is looked up in their scores.

import { Alert, Button, Loader, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { formatCount, plural } from '../../charts/format';
import { useLab } from '../../lab';
import { useApp } from '../../stores/useApp';
import { BarChart } from './BarChart';
import type { BarTunes } from './collection';
import { durationBars, keyBars, lengthBars, meterBars, pitchClassBars, splitBars } from './collection';
import { Duplicates } from './Duplicates';
import { showBar } from './showBar';
import { rangeWords } from './tuneWords';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

export function CollectionView({ tunes }: { readonly tunes: TunesStore }) {
  const lab = useLab();
  const all = useApp((state) => state.tunes);
  const splits = useStore(tunes.store, (state) => state.splits);
  const subset = useStore(tunes.store, (state) => state.filter.subset?.title ?? null);
  const keys = useMemo(() => keyBars(all), [all]);
  const meters = useMemo(() => meterBars(all), [all]);
  const lengths = useMemo(() => lengthBars(all), [all]);
  const sides = useMemo(() => splitBars(all, splits), [all, splits]);
  const onShow = (bar: BarTunes) => void showBar(lab, tunes, bar);
  const shared = { shown: subset, onShow };
  return (
    <section className={classes.collection} aria-label="Collection">
      <Summary tunes={tunes} />
      <div className={classes.charts}>
        <BarChart
          title="Keys"
          hint="As written, else estimated from the notes."
          bars={keys}
          most={12}
          {...shared}
        />
        <BarChart title="Metres" hint="Of the beginning of each tune." bars={meters} most={8} {...shared} />
        <BarChart title="Lengths in bars" bars={lengths} most={8} {...shared} />
        <BarChart
          title="Splits"
          hint="Whole tunes; tunes that are nearly the same are always on one side."
          bars={sides}
          most={3}
          {...shared}
        />
        <NoteCharts tunes={tunes} {...shared} />
      </div>
      <DuplicatesOf tunes={tunes} />
    </section>
  );
}

interface NoteChartsProps {
  readonly tunes: TunesStore;
  readonly shown: string | null;
  readonly onShow: (bar: BarTunes) => void;
}

/** What only the notes tell: the engine counts it. */
function NoteCharts({ tunes, ...shared }: NoteChartsProps) {
  const state = useStore(tunes.store, (one) => one.overview);
  const { overview } = state;
  if (overview === null) {
    if (state.phase === 'failed') return <OverviewFailed message={state.message} tunes={tunes} />;
    return <Loader size="sm" aria-label="Counting the notes" />;
  }
  return (
    <>
      <BarChart
        title="Pitch classes"
        hint="Share of the sounding time. A bar shows the tunes that have such a note."
        bars={pitchClassBars(overview)}
        most={12}
        {...shared}
      />
      <BarChart
        title="Lengths of notes"
        hint="How many notes. A bar shows the tunes that have such a note."
        bars={durationBars(overview)}
        most={10}
        {...shared}
      />
      {state.phase === 'failed' && <OverviewFailed message={state.message} tunes={tunes} />}
    </>
  );
}

function DuplicatesOf({ tunes }: { readonly tunes: TunesStore }) {
  const overview = useStore(tunes.store, (state) => state.overview.overview);
  return overview === null ? null : <Duplicates overview={overview} tunes={tunes} />;
}

function OverviewFailed({ message, tunes }: { readonly message: string; readonly tunes: TunesStore }) {
  return (
    <Alert color="red" title="The notes could not be counted" className={classes.full}>
      {message}
      <Button size="compact-sm" variant="light" ml="sm" onClick={tunes.actions.readOverview}>
        Try again
      </Button>
    </Alert>
  );
}

function Summary({ tunes }: { readonly tunes: TunesStore }) {
  const count = useApp((state) => state.tunes.length);
  const statistics = useStore(tunes.store, (state) => state.overview.overview?.statistics ?? null);
  const notes =
    statistics === null ? '' : `, ${formatCount(statistics.notes)} notes, ${rangeWords(statistics.range)}`;
  return (
    <Text className={classes.full} size="sm" role="status" aria-label="The collection">
      {`${plural(count, 'tune')}${notes}`}
    </Text>
  );
}
