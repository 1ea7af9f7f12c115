// Shows the screen the address names, or what stands in its way: still starting, or a library that cannot be opened.
// A screen is made anew for another project; its store decides what it remembers.

import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import type { ComponentType } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab';
import { ComposeScreen } from '../screens/compose/ComposeScreen';
import { GeneratorsScreen } from '../screens/generators/GeneratorsScreen';
import { LiveScreen } from '../screens/live/LiveScreen';
import { RecordScreen } from '../screens/record/RecordScreen';
import { SettingsScreen } from '../screens/settings/SettingsScreen';
import { TestScreen } from '../screens/test/TestScreen';
import { TrainScreen } from '../screens/train/TrainScreen';
import { TunesScreen } from '../screens/tunes/TunesScreen';
import { WordsScreen } from '../screens/words/WordsScreen';
import { useApp } from '../stores/useApp';
import { ScreenBoundary } from './ScreenBoundary';
import type { ScreenName } from './route';
import { kindOfScreen } from './screens';

const screens: Readonly<Record<ScreenName, ComponentType>> = {
  words: WordsScreen,
  record: RecordScreen,
  train: TrainScreen,
  test: TestScreen,
  live: LiveScreen,
  tunes: TunesScreen,
  generators: GeneratorsScreen,
  compose: ComposeScreen,
  settings: SettingsScreen,
};

export function ScreenView({ screen }: { readonly screen: ScreenName }) {
  const phase = useApp((state) => state.phase);
  const projectId = useApp((state) => state.project?.id ?? '');
  const projectKind = useApp((state) => state.project?.kind);
  const Screen = screens[screen];
  if (screen !== 'settings' && phase === 'failed') return <Failure />;
  if (screen !== 'settings' && phase === 'starting') return <Starting />;
  // The project of the other kind is on its way: see useProjectOfScreen.
  if (screen !== 'settings' && projectKind !== kindOfScreen(screen)) return <Starting />;
  return (
    <ScreenBoundary key={`${screen} ${projectId}`}>
      <Screen />
    </ScreenBoundary>
  );
}

function Starting() {
  const { host } = useLab();
  const isLost = useStore(host.status, (status) => status.phase === 'lost');
  return (
    <Center h="100%">
      <Stack align="center" gap="sm" role="status">
        <Loader size="sm" />
        <Text c="dimmed">{isLost ? 'Waiting for the engine' : 'Opening the project'}</Text>
      </Stack>
    </Center>
  );
}

function Failure() {
  const failure = useApp((state) => state.failure);
  const { host } = useLab();
  return (
    <Center h="100%">
      <Stack align="center" gap="sm" maw={520} role="alert">
        <Title order={1}>The library cannot be opened</Title>
        <Text ta="center">{failure}</Text>
        <Button onClick={() => host.retry()}>Try again</Button>
      </Stack>
    </Center>
  );
}
