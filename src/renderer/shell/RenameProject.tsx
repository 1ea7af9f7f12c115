// Gives the open project another name; its folder keeps the old one.
// Labels are renamed in Words.

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApp, useAppActions } from '../stores/useApp';
import type { DialogProps } from './NewProject';

export function RenameProject({ opened, onClose }: DialogProps) {
  const name = useApp((state) => state.project?.name ?? '');
  return (
    <Modal opened={opened} onClose={onClose} title="Rename this project">
      <RenameForm key={name} name={name} onClose={onClose} />
    </Modal>
  );
}

function RenameForm({ name, onClose }: { readonly name: string; readonly onClose: () => void }) {
  const actions = useAppActions();
  const [text, setText] = useState(name);
  const rename = async () => {
    if (await actions.attempt(() => actions.renameProject(text.trim()))) onClose();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void rename();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
          required
          maxLength={80}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={text.trim() === '' || text.trim() === name}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
