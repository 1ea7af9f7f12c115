// The import of clips as the screen shows it: its button and its dialog.
// What happens with the files is importStore's.

import { ImportButton } from '../../../components/import/ImportButton';
import { ImportDialog } from './ImportDialog';
import { useImport } from './importStore';

/** @param props.primary whether importing is what the screen offers first */
export function ImportControls({ primary }: { readonly primary: boolean }) {
  const importing = useImport();
  return (
    <>
      <span style={{ flex: 1 }} />
      <ImportButton
        primary={primary}
        files="WAV files"
        folder="A folder with a folder per word"
        first="folder"
        accept=".wav,.wave,.txt"
        onFiles={importing.takeInput}
        onDrop={importing.takeDrop}
      />
      <ImportDialog importing={importing} />
    </>
  );
}
