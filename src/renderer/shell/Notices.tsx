// Notices at the lower right: what went wrong or was done, with what to do about it.
// Errors stay until closed; the rest leaves by itself.

import { Button, Group, Notification } from '@mantine/core';
import { useEffect } from 'react';
import type { AppNotice } from '../stores/appState';
import { useApp, useAppActions } from '../stores/useApp';
import classes from './Shell.module.css';

const colors = { info: 'accent', warning: 'yellow', error: 'red' } as const;
const SHOWN_MS = 7000;

export function Notices() {
  const notices = useApp((state) => state.notices);
  const { dismiss } = useAppActions();
  return (
    <div className={classes.notices} role="region" aria-label="Notices" aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onClose={() => dismiss(notice.id)} />
      ))}
    </div>
  );
}

function NoticeCard({ notice, onClose }: { readonly notice: AppNotice; readonly onClose: () => void }) {
  const { dismiss } = useAppActions();
  const { id, level, message, action } = notice;
  useEffect(() => {
    if (level === 'error') return;
    const timer = setTimeout(() => dismiss(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [id, level, dismiss]);
  return (
    <Notification
      color={colors[level]}
      withBorder
      onClose={onClose}
      role={level === 'error' ? 'alert' : 'status'}
      closeButtonProps={{ 'aria-label': 'Close this notice' }}
    >
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span style={{ overflowWrap: 'anywhere' }}>{message}</span>
        {action !== null && (
          <Button
            size="compact-sm"
            variant="light"
            style={{ flex: 'none' }}
            onClick={() => {
              onClose();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </Group>
    </Notification>
  );
}
