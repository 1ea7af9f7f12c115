// The ways in: a button for files and folders, and dropping them anywhere on the page.
// What happens with them is tuneImportStore's.

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileMusic, IconFolder } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { DropZone } from '../../../components/import/DropZone';
import { TuneImportDialog } from './TuneImportDialog';
import { useTuneImport } from './tuneImportStore';

/** @param props.primary whether the button stands for what the screen offers: the empty state has its own */
export function TuneImportControls({ primary }: { readonly primary: boolean }) {
  const importing = useTuneImport();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => importing.onAsk(() => files.current?.click()), [importing]);
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    void importing.takeInput([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant={primary ? 'filled' : 'default'} rightSection={<IconChevronDown size={16} />}>
            Import
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileMusic size={16} />} onClick={() => files.current?.click()}>
            MIDI, ABC or piano-roll files
          </Menu.Item>
          <Menu.Item leftSection={<IconFolder size={16} />} onClick={() => folder.current?.click()}>
            A folder of tunes
          </Menu.Item>
          <Menu.Label>You can also drop files and folders here.</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        accept=".mid,.midi,.kar,.rmi,.abc,.txt,.json"
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
      <TuneImportDialog importing={importing} />
    </>
  );
}
