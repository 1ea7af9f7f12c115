// Makes a project: what it is about, its name and, for speech, the first words.
// Everything else (features, splits) has defaults that can be changed later.

import {
  Alert,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { toLabErrorData } from '../../shared/contract/errors';
import type { ProjectKind } from '../../shared/contract/projects';
import { useAppActions } from '../stores/useApp';
import { navigate } from './route';

export interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export interface NewProjectProps extends DialogProps {
  /** What is proposed: the kind of the project that is open. */
  readonly kind: ProjectKind;
}

export function NewProject({ opened, onClose, kind }: NewProjectProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="New project">
      <NewProjectForm proposed={kind} onClose={onClose} />
    </Modal>
  );
}

const firstScreen = { speech: 'record', music: 'tunes' } as const;

function NewProjectForm({
  proposed,
  onClose,
}: {
  readonly proposed: ProjectKind;
  readonly onClose: () => void;
}) {
  const actions = useAppActions();
  const [kind, setKind] = useState(proposed);
  const [name, setName] = useState('');
  const [labels, setLabels] = useState<string[]>([]);
  const [problem, setProblem] = useState('');
  const [working, setWorking] = useState(false);

  const create = async () => {
    setWorking(true);
    try {
      await actions.createProject(name.trim(), kind === 'speech' ? labels : [], kind);
      onClose();
      navigate(firstScreen[kind]);
    } catch (error) {
      setProblem(toLabErrorData(error).message);
    } finally {
      setWorking(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <Stack>
        <KindChoice kind={kind} onChange={setKind} />
        <TextInput
          label="Name"
          placeholder={kind === 'speech' ? 'Kitchen lights' : 'Session tunes'}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
          required
          maxLength={80}
        />
        {kind === 'speech' ? (
          <FirstWords labels={labels} onChange={setLabels} />
        ) : (
          <Text size="sm" c="dimmed">
            Import MIDI or ABC files in the next step. A few dozen tunes of one style are a start, hundreds
            are good.
          </Text>
        )}
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
  );
}

function KindChoice({
  kind,
  onChange,
}: {
  readonly kind: ProjectKind;
  readonly onChange: (kind: ProjectKind) => void;
}) {
  return (
    <SegmentedControl<ProjectKind>
      aria-label="What the project is about"
      fullWidth
      value={kind}
      onChange={onChange}
      data={[
        { value: 'speech', label: 'Speech: words' },
        { value: 'music', label: 'Music: tunes' },
      ]}
    />
  );
}

interface FirstWordsProps {
  readonly labels: string[];
  readonly onChange: (labels: string[]) => void;
}

function FirstWords({ labels, onChange }: FirstWordsProps) {
  return (
    <>
      <TagsInput
        label="Words to recognise"
        description="Press Enter after each. You can add and change them at any time."
        placeholder={labels.length === 0 ? 'on, off, brighter' : ''}
        value={labels}
        onChange={onChange}
        splitChars={[',']}
        acceptValueOnBlur
      />
      <Text size="sm" c="dimmed">
        Two or more words make a recognizer. Ten takes of each are a start, fifty are good.
      </Text>
    </>
  );
}
