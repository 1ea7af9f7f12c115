// What an import brought, and what was left out with the reason of each.
// Everything named here is on disk already.

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { formatCount, plural } from '../../../charts/format';
import { ReasonList } from '../../../components/import/ReasonList';
import type { ImportTotals } from './importFiles';
import { countReasons } from '../../../components/import/reasons';

export function ImportResultView({
  totals,
  onClose,
}: {
  readonly totals: ImportTotals;
  readonly onClose: () => void;
}) {
  const { imported, backgrounds, skipped, stopped, broken } = totals;
  const labels = new Set(imported.map((clip) => clip.label)).size;
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
      <Text>{`${plural(imported.length, 'clip')} of ${plural(labels, 'word')} came in.`}</Text>
      {backgrounds.length > 0 && (
        <Text>{`${plural(backgrounds.length, 'background recording')} came in.`}</Text>
      )}
      {skipped.length > 0 && (
        <ReasonList
          title="Left out"
          reasons={countReasons(skipped.map(({ path, message }) => ({ path, reason: message })))}
        />
      )}
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
