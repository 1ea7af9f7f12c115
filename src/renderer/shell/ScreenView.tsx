// Shows the screen the address names, or what stands in its way: still starting, or a library that cannot be opened.
// Screens remember nothing in their components: leaving one and coming back finds its store as it was.

import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { useApp, useAppActions } from '../stores/useApp';
import type { ScreenName } from './route';

const modules = import.meta.glob('../screens/*/*Screen.tsx', { eager: true });

export function ScreenView({ screen }: { readonly screen: ScreenName }) {
  const phase = useApp((state) => state.phase);
  const projectId = useApp((state) => state.project?.id ?? '');
  if (screen === 'settings') return show(screen, '');
  if (phase === 'failed') return <Failure />;
  if (phase === 'starting') return <Starting />;
  return show(screen, projectId);
}

function show(screen: string, key: string) {
  const title = screen[0].toUpperCase() + screen.slice(1);
  const module = modules[`../screens/${screen}/${title}Screen.tsx`] as Record<string, React.ComponentType> | undefined;
  const Screen = module?.[`${title}Screen`];
  return Screen ? <Screen key={key} /> : null;
}

function Starting() {
  return (
    <Center h="100%">
      <Stack align="center" gap="sm" role="status">
        <Loader size="sm" />
        <Text c="dimmed">Opening the library</Text>
      </Stack>
    </Center>
  );
}

function Failure() {
  const failure = useApp((state) => state.failure);
  const { refresh } = useAppActions();
  return (
    <Center h="100%">
      <Stack align="center" gap="sm" maw={520} role="alert">
        <Title order={1}>The library cannot be opened</Title>
        <Text ta="center">{failure}</Text>
        <Button onClick={() => void refresh()}>Try again</Button>
      </Stack>
    </Center>
  );
}
