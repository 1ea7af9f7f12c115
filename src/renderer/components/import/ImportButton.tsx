// The ways in of a screen that imports: a menu for files and folders, and dropping them anywhere on the page.
// What happens with them is the screen's import store's.

import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconFileMusic, IconFolder } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { DropZone } from './DropZone';

export interface ImportButtonProps {
  /** Whether the button stands for what the screen offers: an empty state may have its own. */
  readonly primary: boolean;
  /** As the menu says it. */
  readonly files: string;
  readonly folder: string;
  /** Which stands first. */
  readonly first: 'files' | 'folder';
  /** Endings that the file dialog shows. */
  readonly accept: string;
  readonly onFiles: (files: Iterable<File>) => unknown;
  readonly onDrop: (data: DataTransfer) => unknown;
  /** Lets others open the file dialog: given a function that does. @returns how to let it go */
  readonly onAsk?: (open: () => void) => () => void;
}

export function ImportButton({
  primary,
  first,
  accept,
  onFiles,
  onDrop,
  onAsk,
  ...words
}: ImportButtonProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  useEffect(() => onAsk?.(() => files.current?.click()), [onAsk]);
  const take = (event: React.ChangeEvent<HTMLInputElement>) => {
    void onFiles([...(event.currentTarget.files ?? [])]);
    event.currentTarget.value = '';
  };
  const items = [
    <Menu.Item key="files" leftSection={<IconFileMusic size={16} />} onClick={() => files.current?.click()}>
      {words.files}
    </Menu.Item>,
    <Menu.Item key="folder" leftSection={<IconFolder size={16} />} onClick={() => folder.current?.click()}>
      {words.folder}
    </Menu.Item>,
  ];
  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <Button variant={primary ? 'filled' : 'default'} rightSection={<IconChevronDown size={16} />}>
            Import
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {first === 'files' ? items : items.reverse()}
          <Menu.Label>You can also drop files and folders here.</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        accept={accept}
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
      <DropZone onDrop={(data) => void onDrop(data)} />
    </>
  );
}
