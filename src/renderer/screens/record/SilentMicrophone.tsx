// Says what to do when the microphone gives nothing but zeros: muted, or forbidden by the system without an error.
// Its place is kept free, so that nothing moves when it appears.

import { Alert } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { LevelHistory } from './levelHistory';

const AFTER_SECONDS = 1.5;

const WORDS =
  'The microphone gives nothing but zeros. Is it muted, by a switch or in the system? On a Mac that also happens when ' +
  'the system forbids it: System Settings, Privacy & Security, Microphone, switch this program on, then start it again.';

export function SilentMicrophone({ levels }: { readonly levels: LevelHistory }) {
  const [silent, setSilent] = useState(false);
  useEffect(() => levels.subscribe(() => setSilent(levels.latest().zeroSeconds > AFTER_SECONDS)), [levels]);
  return (
    <div style={{ minHeight: 44 }}>
      {silent && (
        <Alert color="yellow" py={6} role="alert">
          {WORDS}
        </Alert>
      )}
    </div>
  );
}
