// The model taken out of the lab: where it lies, how exactly it computes what the run computed, a download.
// The engine wrote and checked the folder; the .zip is made here.

import { Button, CloseButton, CopyButton } from '@mantine/core';
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
        <strong>The model lies in</strong>
        <code>{folder}</code>
        <span className={classes.soft}>
          {files.map(({ name }) => name).join(', ')}. Read back and compared on golden clips: largest
          difference of probabilities {largestDifference.toExponential(1)}.{' '}
          {tuned ? 'It carries the decoder settings you tuned in Live.' : ''}
        </span>
      </div>
      <CopyButton value={folder}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
            onClick={copy}
          >
            {copied ? 'Copied' : 'Copy the path'}
          </Button>
        )}
      </CopyButton>
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
