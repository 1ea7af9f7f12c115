// Keeps a defect in one screen from taking the whole page down: says what broke and offers to show it anew.
// Not for errors of services: those are notices.

import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Component } from 'react';

interface ScreenBoundaryProps {
  readonly children: React.ReactNode;
}

export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly message: string | null }> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <Center h="100%">
        <Stack align="center" gap="sm" maw={520} role="alert">
          <Title order={1}>This screen has broken</Title>
          <Text ta="center">{`That is a defect of Earshot. Your clips and runs are safe on disk. (${message})`}</Text>
          <Button onClick={() => this.setState({ message: null })}>Show it again</Button>
        </Stack>
      </Center>
    );
  }
}
