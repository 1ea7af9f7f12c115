// The model taken out of the lab: where it lies, how exactly it computes what the run computed, a download.
// The engine wrote and checked the folder; the .zip is made here.

import { ActionIcon, Button, CloseButton, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import classes from './Test.module.css';
import type { ExportedModel } from './testStore';

export interface ExportPanelProps {
  readonly exported: ExportedModel;
  readonly onDownload: () => void;
  readonly onClose: () => void;
}

export function ExportPanel({ exported, onDownload, onClose }: ExportPanelProps) {
  const { folder, files, largestDifference, tuned } = exported;
  return (
    <section className={classes.exported} aria-label="Exported model">
      <div className={classes.exportedText}>
        <span className={classes.exportedPath}>
          <strong>The model lies in</strong> <code title={folder}>{folder}</code>
          <CopyPath folder={folder} />
        </span>
        <span className={classes.soft}>
          {files.map(({ name }) => name).join(', ')}. {differenceWords(largestDifference)}
          {tuned && ' It carries the decoder settings you tuned in Live.'}
        </span>
      </div>
      <Button
        variant="light"
        size="xs"
        leftSection={<IconDownload size={15} aria-hidden />}
        onClick={onDownload}
      >
        Download .zip
      </Button>
      <CloseButton aria-label="Close the export" onClick={onClose} />
    </section>
  );
}

/** How exactly the package computes what the run computed. */
export function differenceWords(largestDifference: number): string {
  if (largestDifference === 0) return 'Read back, it gives exactly the same probabilities on golden clips.';
  return `Read back, its probabilities on golden clips differ by at most ${largestDifference.toExponential(1)}.`;
}

function CopyPath({ folder }: { readonly folder: string }) {
  return (
    <CopyButton value={folder}>
      {({ copied, copy }) => (
        <ActionIcon size="sm" aria-label={copied ? 'Copied' : 'Copy the path'} onClick={copy}>
          {copied ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      )}
    </CopyButton>
  );
}
