// Makes a project: its name and the first words.
// Everything else (features, splits) has defaults that can be changed later.

import { Alert, Button, Group, Modal, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { toLabErrorData } from '../../shared/contract/errors';
import { useAppActions } from '../stores/useApp';
import { navigate } from './route';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function NewProject({ opened, onClose }: DialogProps) {
  const actions = useAppActions();
  const [name, setName] = useState('');
  const [labels, setLabels] = useState<string[]>([]);
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);

  const create = async () => {
    setWorking(true);
    try {
      await actions.createProject(name.trim(), labels);
      setName('');
      setLabels([]);
      setProblem('');
      onClose();
      navigate('record');
    } catch (error) {
      setProblem(toLabErrorData(error).message);
    } finally {
      setWorking(false);
    }
  };

  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            placeholder="Kitchen lights"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
            required
            maxLength={80}
          />
          <TagsInput
            label="Words to recognise"
            description="Press Enter after each. You can add and change them at any time."
            placeholder={labels.length === 0 ? 'on, off, brighter' : ''}
            value={labels}
            onChange={setLabels}
            splitChars={[',']}
            acceptValueOnBlur
          />
          <Text size="sm" c="dimmed">
            Two or more words make a recognizer. Ten takes of each are a start, fifty are good.
          </Text>
          {problem !== '' && (
            <Alert color="red" role="alert">
              {problem}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={working} disabled={name.trim() === ''}>
              Create project
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
