// Tunes of the collection that are the same, or nearly the same, in any key.
// Only shows them: which to delete is the person's choice.

import { Text, Title, UnstyledButton } from '@mantine/core';
import { useMemo } from 'react';
import type { TuneOverview } from '../../../shared/contract/tunes';
import { plural } from '../../charts/format';
import { useApp } from '../../stores/useApp';
import { duplicateGroups, subsetOfIds } from './collection';
import classes from './Tunes.module.css';
import type { TunesStore } from './tunesStore';

const MOST = 12;

export function Duplicates({
  overview,
  tunes,
}: {
  readonly overview: TuneOverview;
  readonly tunes: TunesStore;
}) {
  const all = useApp((state) => state.tunes);
  const groups = useMemo(() => duplicateGroups(overview), [overview]);
  const titles = useMemo(() => new Map(all.map((tune) => [tune.id, tune.title])), [all]);
  const involved = groups.flatMap((group) => group.tuneIds);
  const show = (title: string, ids: readonly string[]) => tunes.actions.showSubset(subsetOfIds(title, ids));
  return (
    <section className={classes.full} aria-label="Duplicates">
      <Title order={3} size="h5" title="The same intervals and lengths, whatever the key.">
        Duplicates
      </Title>
      {groups.length === 0 ? (
        <Text size="sm" c="dimmed" mt={6}>
          No two tunes have nearly the same melody in any key.
        </Text>
      ) : (
        <UnstyledButton className={classes.group} onClick={() => show('Duplicates', involved)}>
          {`${plural(involved.length, 'tune')} in ${plural(groups.length, 'group')} have nearly the same melody in some key. Show all of them`}
        </UnstyledButton>
      )}
      {groups.slice(0, MOST).map(({ tuneIds, exact }) => (
        <UnstyledButton
          key={tuneIds[0]}
          className={classes.group}
          onClick={() => show(`Like ${titles.get(tuneIds[0]) ?? 'this'}`, tuneIds)}
        >
          <span className={classes.soft}>{exact ? 'same: ' : 'nearly: '}</span>
          {tuneIds.map((id) => titles.get(id) ?? '').join(' · ')}
        </UnstyledButton>
      ))}
      {groups.length > MOST && (
        <Text size="xs" c="dimmed" px={8}>
          {`and ${plural(groups.length - MOST, 'more group', 'more groups')}`}
        </Text>
      )}
    </section>
  );
}
