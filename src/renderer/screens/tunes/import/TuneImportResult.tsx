// What an import of tunes brought, and what was left out with the reason of each; duplicates by themselves.
// Everything named here is on disk already.

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { formatCount, plural } from '../../../charts/format';
import { ReasonList } from '../../../components/import/ReasonList';
import { countReasons } from '../../../components/import/reasons';
import type { TuneImportTotals } from './importTunes';

interface TuneImportResultProps {
  readonly totals: TuneImportTotals;
  readonly onClose: () => void;
}

type Skipped = TuneImportTotals['skipped'];

const reasonsOf = (skipped: Skipped) =>
  countReasons(skipped.map(({ source, message }) => ({ path: source, reason: message })));

export function TuneImportResult({ totals, onClose }: TuneImportResultProps) {
  const { imported, skipped, stopped, broken } = totals;
  const duplicates = skipped.filter(({ code }) => code === 'duplicate');
  const others = skipped.filter(({ code }) => code !== 'duplicate');
  const noticed = imported.filter((tune) => tune.notices.length > 0);
  return (
    <Stack>
      {stopped && <Alert color="yellow">Stopped as you asked. What had come in until then is kept.</Alert>}
      {broken !== null && (
        <Alert
          color="red"
          title={`Interrupted after ${formatCount(broken.done)} of ${plural(broken.total, 'file')}`}
        >
          {`${broken.message} What had come in is kept. Import the same files again for the rest: those that are there are not taken twice.`}
        </Alert>
      )}
      <Text role="status">{`${plural(imported.length, 'tune')} came in.`}</Text>
      {noticed.length > 0 && (
        <Text size="sm" c="dimmed">
          {`${plural(noticed.length, 'tune')} with something to know about how it was read: see About this tune.`}
        </Text>
      )}
      {duplicates.length > 0 && (
        <ReasonList title="There already" what="tune" reasons={duplicateReasons(duplicates)} />
      )}
      {others.length > 0 && <ReasonList title="Left out" what="tune" reasons={reasonsOf(others)} />}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}

/** Every duplicate names another tune: they are said together. */
function duplicateReasons(duplicates: Skipped) {
  const reason = 'the same notes are in the project already';
  return countReasons(duplicates.map(({ source }) => ({ path: source, reason })));
}
