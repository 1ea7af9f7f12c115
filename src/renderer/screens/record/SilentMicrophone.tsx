// Says what to do when the microphone gives nothing but zeros: muted, or forbidden by the system without an error.
// Lies over the flat line the waveform is then, so that nothing moves when it appears.

import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';
import classes from './Record.module.css';
import type { LevelHistory } from './levelHistory';

const AFTER_SECONDS = 1.5;

const WORDS =
  'The microphone gives nothing but zeros. Is it muted, by a switch or in the system? On a Mac that also happens when ' +
  'the system forbids it: System Settings, Privacy & Security, Microphone, switch this program on, then start it again.';

export function SilentMicrophone({ levels }: { readonly levels: LevelHistory }) {
  const [silent, setSilent] = useState(false);
  useEffect(() => levels.subscribe(() => setSilent(levels.latest().zeroSeconds > AFTER_SECONDS)), [levels]);
  if (!silent) return null;
  return (
    <Alert className={classes.silent} color="yellow" role="alert">
      {WORDS}
    </Alert>
  );
}
