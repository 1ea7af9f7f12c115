// The engine at work: which backend computes, on how many threads, and why that one.
// Only says; Settings shows all backends and their reasons.

import { Tooltip } from '@mantine/core';
import { IconCpu } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useLab } from '../lab';
import { useApp } from '../stores/useApp';
import { hrefOf } from './route';
import classes from './Shell.module.css';

export function EngineStatus() {
  const connected = useStore(
    useLab().host.status,
    (status) => status.phase !== 'lost' && status.phase !== 'connecting',
  );
  const chosen = useApp((state) => state.system?.backends.find((backend) => backend.chosen) ?? null);
  const running = useApp((state) => state.training?.run.backend ?? null);
  // A run that has only just begun has not chosen yet: it says `auto`.
  const backend = running === null || running.name === 'auto' ? chosen : running;
  const text = !connected
    ? 'engine not connected'
    : backend === null
      ? 'engine starting'
      : `${backend.name}, ${backend.threads} ${backend.threads === 1 ? 'thread' : 'threads'}`;
  return (
    <Tooltip
      label={backend === null ? 'The engine that computes.' : `The engine that computes: ${backend.reason}`}
    >
      <a
        className={classes.quiet}
        href={hrefOf('settings')}
        aria-label={`Engine: ${text}`}
        style={{ textDecoration: 'none' }}
      >
        <IconCpu size={18} stroke={1.6} aria-hidden style={{ flex: 'none' }} />
        <span className={classes.ellipsis}>{text}</span>
      </a>
    </Tooltip>
  );
}
