// The ways in: a button for files and folders, and dropping them anywhere on the page.
// What happens with them is importStore's.

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileMusic, IconFolder } from '@tabler/icons-react';
import { useRef } from 'react';
import { DropZone } from '../../../components/import/DropZone';
import { ImportDialog } from './ImportDialog';
import { useImport } from './importStore';

/** @param props.primary whether importing is what this screen is for now */
export function ImportControls({ primary }: { readonly primary: boolean }) {
  const importing = useImport();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    void importing.takeInput([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  return (
    <>
      <span style={{ flex: 1 }} />
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant={primary ? 'filled' : 'default'} rightSection={<IconChevronDown size={16} />}>
            Import
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => folder.current?.click()}>
            A folder with a folder per word
          </Menu.Item>
          <Menu.Item leftSection={<IconFileMusic size={16} />} onClick={() => files.current?.click()}>
            WAV files
          </Menu.Item>
          <Menu.Label>You can also drop files and folders here.</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        accept=".wav,.wave,.txt"
        hidden
        aria-label="Files to import"
        onChange={take}
      />
      <input
        ref={(element) => {
          folder.current = element;
          // React knows no property of this name; the attribute is what every browser reads.
          element?.setAttribute('webkitdirectory', '');
        }}
        type="file"
        multiple
        hidden
        aria-label="Folder to import"
        onChange={take}
      />
      <DropZone onDrop={(data) => void importing.takeDrop(data)} />
      <ImportDialog importing={importing} />
    </>
  );
}
