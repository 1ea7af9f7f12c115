// The selected tunes as files: MIDI, ABC or WAV. One tune is one file; many MIDI files come in a .zip, ABC as a book.
// Not the writing: exportTunes.ts and the synthesiser do that.

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { plural } from '../../charts/format';
import { useLab } from '../../lab';
import { saveTunes } from './saveTunes';
import type { TuneFormat } from './exportTunes';
import type { TunesStore } from './tunesStore';

interface ExportMenuProps {
  readonly tunes: TunesStore;
  readonly selected: number;
}

export function ExportMenu({ tunes, selected }: ExportMenuProps) {
  const lab = useLab();
  const save = (format: TuneFormat) => void saveTunes(lab, tunes.scores, tunes.selectedTunes(), format);
  const label = 'Take the selected tunes along';
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Tooltip label={label}>
          <ActionIcon aria-label={label} disabled={selected === 0}>
            <IconDownload size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{`Export ${plural(selected, 'tune')}`}</Menu.Label>
        <Menu.Item onClick={() => save('midi')}>
          {selected === 1 ? 'MIDI file' : 'MIDI files in a .zip'}
        </Menu.Item>
        <Menu.Item onClick={() => save('abc')}>{selected === 1 ? 'ABC file' : 'One ABC book'}</Menu.Item>
        <Menu.Item onClick={() => save('wav')}>
          {selected === 1 ? 'Sound (WAV)' : 'Sounds (WAV) in a .zip'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
