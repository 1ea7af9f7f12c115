// A chart of bars with names and counts; each is a button that shows what it counts.
// Not a canvas: few bars, and a screen reader reads them as a list.

import { Text, Title, UnstyledButton } from '@mantine/core';
import type { BarTunes, CollectionBar } from './collection';
import classes from './Tunes.module.css';

export interface BarChartProps {
  readonly title: string;
  /** What is counted, where the title does not say it all. */
  readonly hint?: string;
  readonly bars: readonly CollectionBar[];
  /** Most bars shown. */
  readonly most: number;
  /** Title of what the list is narrowed to. */
  readonly shown: string | null;
  readonly onShow: (tunes: BarTunes) => void;
}

const titleOf = (tunes: BarTunes) => (tunes.by === 'record' ? tunes.subset.title : tunes.title);

export function BarChart({ title, hint, bars, most, shown, onShow }: BarChartProps) {
  const largest = Math.max(...bars.map(({ count }) => count), 1e-9);
  const left = bars.length - most;
  return (
    <section className={classes.chart} aria-label={title}>
      <Title order={3} size="h5" title={hint}>
        {title}
      </Title>
      <ul className={classes.bars}>
        {bars.slice(0, most).map(({ name, count, text, tunes }) => (
          <li key={name}>
            <UnstyledButton
              className={classes.bar}
              aria-label={`${name}: ${text}. Show these tunes`}
              aria-pressed={shown === titleOf(tunes)}
              onClick={() => onShow(tunes)}
            >
              <span className={classes.cell} title={name}>
                {name}
              </span>
              <span className={classes.track}>
                <span className={classes.fill} style={{ width: `${(count / largest) * 100}%` }} />
              </span>
              <span className={classes.number}>{text}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Text size="xs" c="dimmed" px={6}>
          {`and ${left} more`}
        </Text>
      )}
    </section>
  );
}
