// What a screen or a list says while there is nothing in it: what it is for, and the one thing to do.
// Not for errors: those are notices.

import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

export interface EmptyStateProps {
  readonly Icon: Icon;
  readonly title: string;
  readonly text: string;
  /** The action offered. */
  readonly children?: React.ReactNode;
}

export function EmptyState({ Icon, title, text, children }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap="sm" p="xl" h="100%" ta="center">
      <ThemeIcon size={56} radius="xl" variant="light">
        <Icon size={30} stroke={1.5} aria-hidden />
      </ThemeIcon>
      <Title order={2}>{title}</Title>
      <Text c="dimmed" maw={420}>
        {text}
      </Text>
      {children}
    </Stack>
  );
}
