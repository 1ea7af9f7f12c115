// Asks before the open project goes to the library's trash folder, naming what goes.
// The only confirmation of the page: everything smaller can be undone.

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { plural } from '../charts/format';
import { useApp, useAppActions } from '../stores/useApp';
import type { DialogProps } from './NewProject';

export function DeleteProject({ opened, onClose }: DialogProps) {
  const project = useApp((state) => state.project);
  const clips = useApp((state) => state.clips.length);
  const tunes = useApp((state) => state.tunes.length);
  const runs = useApp((state) => state.runs.length + state.generatorRuns.length);
  const actions = useAppActions();
  if (project === null) return null;
  const remove = async () => {
    onClose();
    await actions.attempt(() => actions.removeProject(project.id));
  };
  return (
    <Modal opened={opened} onClose={onClose} title={`Delete "${project.name}"?`}>
      <Stack>
        <Text>
          {`${project.kind === 'music' ? plural(tunes, 'tune') : plural(clips, 'clip')} and ` +
            `${plural(runs, 'trained run')} go to the trash folder of the library, from where they can be ` +
            'taken back by hand.'}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red" onClick={() => void remove()}>
            Delete project
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
