// What can be done with one label: rename it, or move it and its clips to the trash (which can be undone).
// Choosing a label is LabelPanel's.

import { ActionIcon, Alert, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core';
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { toLabErrorData } from '../../../shared/contract/errors';
import type { ClipEdits } from '../../stores/clipEdits';

export interface LabelMenuProps {
  readonly label: string;
  readonly clips: number;
  readonly edits: Pick<ClipEdits, 'renameLabel' | 'removeLabel'>;
}

export function LabelMenu({ label, clips, edits }: LabelMenuProps) {
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon size="sm" mr={6} aria-label={`Change "${label}"`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setRenaming(true)}>
            Rename
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            color="red"
            onClick={() => void edits.removeLabel(label)}
          >
            {clips === 0 ? 'Remove' : `Remove, with ${clips} clips`}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={renaming} onClose={() => setRenaming(false)} title={`Rename "${label}"`}>
        <RenameForm label={label} edits={edits} onClose={() => setRenaming(false)} />
      </Modal>
    </>
  );
}

function RenameForm({
  label,
  edits,
  onClose,
}: Omit<LabelMenuProps, 'clips'> & { readonly onClose: () => void }) {
  const [text, setText] = useState(label);
  const [problem, setProblem] = useState('');
  const rename = async () => {
    try {
      await edits.renameLabel(label, text.trim());
      onClose();
    } catch (error) {
      setProblem(toLabErrorData(error).message);
    }
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
          label="Word"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
          required
        />
        {problem !== '' && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={text.trim() === '' || text.trim() === label}>
            Rename
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
