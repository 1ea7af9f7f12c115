// What was changed of the chosen preset, and the way back to it.
// Nothing where nothing was changed.

import { Button } from '@mantine/core';
import { IconRotate } from '@tabler/icons-react';
import { plural } from '../../charts/format';
import { differenceWords } from '../../learning/configurationWords';
import type { Difference } from '../../learning/configurationWords';
import classes from './Generators.module.css';

export interface PresetChangesProps {
  readonly changes: readonly Difference[];
  readonly onReset: () => void;
}

export function PresetChanges({ changes, onReset }: PresetChangesProps) {
  if (changes.length === 0) return null;
  const words = changes.map(differenceWords).join('; ');
  return (
    <div className={classes.changes} role="group" aria-label="Changed from the preset">
      <span title={words}>
        {plural(changes.length, 'setting')} changed from the preset: {words}
      </span>
      <Button
        size="compact-xs"
        variant="default"
        leftSection={<IconRotate size={13} aria-hidden />}
        onClick={onReset}
      >
        Reset
      </Button>
    </div>
  );
}
