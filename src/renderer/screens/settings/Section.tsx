// A part of the Settings screen: its title, a sentence, what can be set or read.
// Looks only.

import { Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';

export interface SectionProps {
  readonly title: string;
  readonly text?: string;
  readonly children: React.ReactNode;
}

export function Section({ title, text, children }: SectionProps) {
  const id = useId();
  return (
    <Stack component="section" gap="xs" align="flex-start" aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      {text !== undefined && (
        <Text size="sm" c="dimmed">
          {text}
        </Text>
      )}
      {children}
    </Stack>
  );
}
