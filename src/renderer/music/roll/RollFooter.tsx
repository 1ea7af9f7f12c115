// The line under the piano roll: what is selected, in words, and the zoom.
// Keys of the zoom: rollNavigation.ts.

import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconArrowsMaximize, IconArrowsVertical, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { placeWords, pitchName, selectionWords } from './noteWords';
import classes from './PianoRoll.module.css';
import type { RollCursor, RollPicture } from './rollPicture';
import type { RollSurface } from './rollSurface';

interface RollFooterProps {
  readonly helpId: string;
  readonly surface: RollSurface | null;
  readonly picture: RollPicture;
  readonly isEditable: boolean;
  readonly cursor: RollCursor | null;
  readonly children?: ReactNode;
}

const lookingHelp = 'Arrows scroll; plus and minus zoom in time, with Alt in pitch; 0 shows all.';
const editingHelp =
  'Arrows move the selected notes, or the cursor where none is selected; Enter writes a note at the cursor; ' +
  'Tab goes to the next note; Escape gives up the selection, then Tab leaves the piano roll; ? lists all keys.';

export function RollFooter(props: RollFooterProps) {
  const { helpId, surface, picture, isEditable, children } = props;
  return (
    <div className={classes.footer}>
      <VisuallyHidden id={helpId}>{isEditable ? editingHelp : lookingHelp}</VisuallyHidden>
      <span className={classes.words} role="status" aria-label="Selection">
        {wordsOf(props)}
      </span>
      {children}
      <span className={classes.zoom} role="group" aria-label="Zoom">
        <ZoomButton title="Zoom out (−)" Icon={IconZoomOut} onClick={() => surface?.zoom('time', 0.8)} />
        <ZoomButton title="Zoom in (+)" Icon={IconZoomIn} onClick={() => surface?.zoom('time', 1.25)} />
        <ZoomButton
          title="Lower rows (Alt −)"
          Icon={IconArrowsVertical}
          small
          onClick={() => surface?.zoom('pitch', 0.8)}
        />
        <ZoomButton
          title="Taller rows (Alt +)"
          Icon={IconArrowsVertical}
          onClick={() => surface?.zoom('pitch', 1.25)}
        />
        <ZoomButton title="Show all (0)" Icon={IconArrowsMaximize} onClick={() => surface?.fit()} />
      </span>
      {picture.index.notes.length === 0 && <VisuallyHidden>No notes.</VisuallyHidden>}
    </div>
  );
}

function wordsOf({ picture, cursor, isEditable }: RollFooterProps): string {
  const { selection, bars, score } = picture;
  const selected = selectionWords(selection, bars, score.stepsPerQuarter);
  if (selected !== '') return selected;
  if (!isEditable || cursor === null) return '';
  return `Cursor at ${pitchName(cursor.pitch)}, ${placeWords(bars, cursor.step, score.stepsPerQuarter)}`;
}

interface ZoomButtonProps {
  readonly title: string;
  readonly Icon: Icon;
  readonly small?: boolean;
  readonly onClick: () => void;
}

function ZoomButton({ title, Icon, small = false, onClick }: ZoomButtonProps) {
  return (
    <Tooltip label={title}>
      <ActionIcon size="sm" aria-label={title} onClick={onClick}>
        <Icon size={small ? 11 : 16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}
