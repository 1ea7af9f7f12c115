// Adds a word to the project.
// What may be a label is the engine's word; its answer stands under the field.

import { ActionIcon, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { toLabErrorData } from '../../shared/contract/errors';

/** @param props.onAdd rejects with what is wrong with the word */
export function AddLabel({ onAdd }: { readonly onAdd: (label: string) => Promise<void> }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState('');
  const add = async () => {
    try {
      await onAdd(text);
      setText('');
      setProblem('');
    } catch (error) {
      setProblem(toLabErrorData(error).message);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextInput
        mt={8}
        size="sm"
        aria-label="Add a word"
        placeholder="Add a word"
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem('');
        }}
        rightSection={
          <ActionIcon type="submit" aria-label="Add this word" disabled={text.trim() === ''} size="sm">
            <IconPlus size={16} />
          </ActionIcon>
        }
      />
    </form>
  );
}
