// The review before an import: labels with counts, splits, backgrounds, what is left out and why.
// Nothing has been written yet when this is shown.

import { Alert, Autocomplete, Badge, Button, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { LabelDot } from '../../../components/LabelDot';
import { useApp } from '../../../stores/useApp';
import { formatCount, plural } from '../../../charts/format';
import { ReasonList } from '../../../components/import/ReasonList';
import { BACKGROUND_CHOICE } from './importPlan';
import type { ImportReview, PlannedLabel } from './importPlan';

export interface ImportReviewViewProps {
  readonly review: ImportReview;
  readonly looseLabel: string;
  readonly onLooseLabel: (label: string) => void;
  readonly onCancel: () => void;
  readonly onImport: () => void;
}

export function ImportReviewView({
  review,
  looseLabel,
  onLooseLabel,
  onCancel,
  onImport,
}: ImportReviewViewProps) {
  const clips = review.files.length - review.backgrounds;
  return (
    <Stack>
      {review.loose > 0 && <LooseFiles count={review.loose} label={looseLabel} onChange={onLooseLabel} />}
      {review.labels.length > 0 && <LabelTable labels={review.labels} />}
      {review.backgrounds > 0 && (
        <Text>{`${plural(review.backgrounds, 'long recording')} to come in as background: noise to mix in, rooms to listen in.`}</Text>
      )}
      {review.files.length > 0 && (
        <Text size="sm" c="dimmed">
          {describeSplits(review)}
        </Text>
      )}
      {review.ignored.length > 0 && <ReasonList title="Left out" reasons={review.ignored} />}
      {review.files.length === 0 && review.loose === 0 && (
        <Alert color="yellow" title="Nothing to import">
          Expected WAV files in folders named after their word, as in Speech Commands:
          yes/0a7c2a8d_nohash_0.wav
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button onClick={onImport} disabled={review.files.length === 0} data-autofocus>
          {review.files.length === 0 ? 'Import' : `Import ${importName(clips, review.backgrounds)}`}
        </Button>
      </Group>
    </Stack>
  );
}

function importName(clips: number, backgrounds: number): string {
  const parts = [
    clips > 0 && plural(clips, 'clip'),
    backgrounds > 0 && plural(backgrounds, 'background recording'),
  ];
  return parts.filter(Boolean).join(' and ');
}

function describeSplits({ listed }: ImportReview): string {
  if (listed === null) {
    return 'No split lists came with the data: all takes of one speaker go to the same split, decided by the name of the speaker.';
  }
  return `Splits from the lists: ${listed.train} to train, ${listed.validation} to validate, ${listed.test} to test.`;
}

function LabelTable({ labels }: { readonly labels: readonly PlannedLabel[] }) {
  const colorOf = useApp((state) => state.labelColor);
  return (
    <ScrollArea.Autosize mah={260}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Word</Table.Th>
            <Table.Th ta="right">Clips</Table.Th>
            <Table.Th ta="right">Speakers</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {labels.map(({ label, clips, speakers, isNew }) => (
            <Table.Tr key={label}>
              <Table.Td>
                <Group gap="xs">
                  <LabelDot color={colorOf(label)} />
                  {label}
                  {isNew && (
                    <Badge size="sm" variant="light" tt="none">
                      new
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td ta="right">{clips.toLocaleString()}</Table.Td>
              <Table.Td ta="right">{speakers.toLocaleString()}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  );
}

interface LooseFilesProps {
  readonly count: number;
  readonly label: string;
  readonly onChange: (label: string) => void;
}

const noLabels: readonly string[] = [];

function LooseFiles({ count, label, onChange }: LooseFilesProps) {
  const labels = useApp((state) => state.project?.labels ?? noLabels);
  const [text, setText] = useState(label);
  const change = (value: string) => {
    setText(value);
    onChange(value.trim());
  };
  return (
    <Autocomplete
      label={
        count === 1
          ? 'Which word is the file that lies in no folder?'
          : `Which word are the ${formatCount(count)} files that lie in no folder?`
      }
      description={`A word, or ${BACKGROUND_CHOICE} for room noise. Left empty, nothing of this is imported.`}
      data={[...labels, BACKGROUND_CHOICE]}
      value={text}
      onChange={change}
      data-autofocus
    />
  );
}
