// The heads of the columns: what each holds, and a click that sorts by it.
// The order itself is the store's.

import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { TuneColumn } from './tuneList';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

interface Column {
  readonly column: Exclude<TuneColumn, 'came'>;
  readonly title: string;
  readonly hint: string;
  readonly number?: true;
}

export const columns: readonly Column[] = [
  { column: 'title', title: 'Title', hint: 'As the file says, or the name of the file.' },
  { column: 'key', title: 'Key', hint: 'As written, else estimated from the notes.' },
  { column: 'meter', title: 'Metre', hint: 'Of the beginning.' },
  { column: 'bars', title: 'Bars', hint: 'Bars, a pick-up included.', number: true },
  { column: 'seconds', title: 'Length', hint: 'Minutes and seconds at its own tempo.', number: true },
  { column: 'voices', title: 'Voices', hint: 'Parts, drums left out.', number: true },
  {
    column: 'split',
    title: 'Split',
    hint: 'Whether a generator learns from it, chooses its best weights with it, or is judged by it. Near-duplicates always stay together.',
  },
  { column: 'origin', title: 'Origin', hint: 'How it came into the project.' },
];

export function TuneListHead({ tunes }: { readonly tunes: TunesStore }) {
  const order = useStore(tunes.store, (state) => state.filter.order);
  return (
    <div className={classes.head} role="rowgroup">
      <div className={classes.cells} role="row" aria-rowindex={1}>
        <span role="columnheader" aria-label="Play" />
        {columns.map(({ column, title, hint, number }) => {
          const sorted = order.column === column;
          const Chevron = order.descending ? IconChevronDown : IconChevronUp;
          return (
            <span
              key={column}
              role="columnheader"
              data-column={column}
              aria-sort={sorted ? (order.descending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                className={classes.headButton}
                title={hint}
                data-number={number}
                data-sorted={sorted || undefined}
                onClick={() => tunes.actions.sortBy(column)}
              >
                {title}
                {sorted && <Chevron size={13} aria-hidden />}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
