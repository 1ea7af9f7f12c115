// Reasons why files were or will be left out, each with how many and a few of their names.
// Used before and after an import.

import { Text } from '@mantine/core';
import { plural } from '../../charts/format';
import type { ReasonCount } from './reasons';

export function ReasonList({
  title,
  reasons,
  what = 'file',
}: {
  readonly title: string;
  /** What was left out, in the singular. Default file. */
  readonly what?: string;
  readonly reasons: readonly ReasonCount[];
}) {
  const all = reasons.reduce((sum, one) => sum + one.count, 0);
  return (
    <div>
      <Text fw={600} size="sm">{`${title}: ${plural(all, what)}`}</Text>
      <ul style={{ margin: '4px 0 0', paddingLeft: 20, maxHeight: 180, overflowY: 'auto' }}>
        {reasons.map(({ reason, count, examples }) => (
          <li key={reason}>
            <Text size="sm">{`${count.toLocaleString()}: ${reason}`}</Text>
            <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {examples.join(', ') + (count > examples.length ? ', …' : '')}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
