// The import of tunes as the screen shows it: its button and its dialog.
// What happens with the files is tuneImportStore's.

import { ImportButton } from '../../../components/import/ImportButton';
import { TuneImportDialog } from './TuneImportDialog';
import { useTuneImport } from './tuneImportStore';

/** @param props.primary whether the button stands for what the screen offers: the empty state has its own */
export function TuneImportControls({ primary }: { readonly primary: boolean }) {
  const importing = useTuneImport();
  return (
    <>
      <ImportButton
        primary={primary}
        files="MIDI, ABC or piano-roll files"
        folder="A folder of tunes"
        first="files"
        accept=".mid,.midi,.kar,.rmi,.abc,.txt,.json"
        onFiles={importing.takeInput}
        onDrop={importing.takeDrop}
        onAsk={importing.onAsk}
      />
      <TuneImportDialog importing={importing} />
    </>
  );
}
