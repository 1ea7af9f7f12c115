// Which instruments play tunes: the lab's own, or a sound font of the person's.
// Not the playing: lab.scorePlayer does.

import { Button, FileButton, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useStore } from 'zustand';
import { LabError } from '../../../shared/contract/errors';
import { useLab } from '../../lab';
import { writeSoundFont } from '../../music/player/soundFonts';
import type { SoundFont } from '../../music/player/soundFonts';

/** Most bytes of a sound font that the page takes; as src/shared/soundfont has it, which is not loaded for this. */
const MAX_BYTES = 512 * 1024 * 1024;

const refuse = (file: File, why: string) => new LabError('bad-audio', `${file.name}: ${why}`);

/** @throws bad-audio for a file that is no sound font by its head; the synthesiser judges the rest */
async function readFile(file: File): Promise<SoundFont> {
  if (file.size > MAX_BYTES) throw refuse(file, 'a sound font may have 512 MiB. Choose a smaller one.');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 12));
  if (/^RIFF....(sfbk|DLS )/s.test(head)) return { name: file.name, bytes };
  throw refuse(file, 'this is no SF2, SF3 or DLS file. Choose another one.');
}

export function SoundFontChoice() {
  const lab = useLab();
  const chosen = useStore(lab.scorePlayer.store, (state) => state.soundFont);
  const [busy, setBusy] = useState(false);
  const { attempt } = lab.app.getState().actions;

  const use = async (font: SoundFont | null) => {
    setBusy(true);
    lab.scorePlayer.setSoundFont(font);
    await attempt(() => writeSoundFont(font));
    setBusy(false);
  };
  const choose = (file: File | null) => {
    if (file) void attempt(async () => use(await readFile(file)));
  };

  return (
    <Group gap="sm">
      <Text>{chosen === null ? "The lab's own instruments" : chosen}</Text>
      <FileButton accept=".sf2,.sf3,.dls" onChange={choose}>
        {(props) => (
          <Button {...props} variant="default" size="xs" loading={busy}>
            Choose a sound font…
          </Button>
        )}
      </FileButton>
      {chosen !== null && (
        <Button variant="subtle" size="xs" onClick={() => void use(null)}>
          Use the lab’s own
        </Button>
      )}
    </Group>
  );
}
