// Says calmly what happened to the connection or the engine, and that it is being seen to.
// Not an error box: work on disk is safe, and the page reads everything again by itself.

import { Alert, Button, CloseButton, Group } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useLab } from '../lab';
import classes from './Shell.module.css';

export function HostBanner() {
  const { host } = useLab();
  const { phase, reason } = useStore(host.status);
  const [dismissed, setDismissed] = useState('');
  if (phase === 'lost') {
    return (
      <Alert
        className={classes.banner}
        color="gray"
        radius={0}
        py={8}
        icon={<IconPlugConnectedX size={20} color="var(--mantine-color-yellow-6)" />}
        role="status"
      >
        <Group justify="space-between" wrap="nowrap">
          <span>{reason || 'The connection to the engine is lost; it is being made again.'}</span>
          <Button size="compact-sm" variant="default" onClick={() => host.retry()}>
            Try now
          </Button>
        </Group>
      </Alert>
    );
  }
  if (phase !== 'engine-restarted' || reason === '' || reason === dismissed) return null;
  return (
    <Alert
      className={classes.banner}
      color="gray"
      radius={0}
      py={8}
      icon={<IconPlugConnected size={20} />}
      role="status"
    >
      <Group justify="space-between" wrap="nowrap">
        <span>{reason}</span>
        <CloseButton aria-label="Close this message" onClick={() => setDismissed(reason)} />
      </Group>
    </Alert>
  );
}
