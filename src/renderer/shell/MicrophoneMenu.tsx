// The microphone in use, and the choice of another one.
// Opens nothing by itself: screens that listen do.

import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconMicrophone, IconMicrophoneOff } from '@tabler/icons-react';
import { useStore } from 'zustand';
import { useLab } from '../lab';
import classes from './Shell.module.css';

const DEFAULT_NAME = 'System default microphone';

export function MicrophoneMenu() {
  const { microphone } = useLab();
  const { devices, deviceId, inUse, problem } = useStore(microphone.store);
  const chosen = devices.find((device) => device.deviceId === deviceId)?.label ?? DEFAULT_NAME;
  const text = inUse || chosen;
  const Icon = problem === '' ? IconMicrophone : IconMicrophoneOff;
  const color = inUse === null ? undefined : 'var(--mantine-primary-color-filled)';
  return (
    <Menu position="bottom-end" width={300} onOpen={() => void microphone.refresh()}>
      <Menu.Target>
        <UnstyledButton
          className={classes.quiet}
          aria-label={`Microphone: ${text}${inUse === null ? '' : ', listening'}`}
          title={problem || undefined}
        >
          <Icon size={18} stroke={1.6} aria-hidden style={{ flex: 'none', color }} />
          <span className={classes.ellipsis}>{text}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {problem || (inUse === null ? 'Microphone to listen with' : `Listening: ${inUse}`)}
        </Menu.Label>
        {[{ deviceId: '', label: DEFAULT_NAME }, ...devices].map((device) => (
          <Menu.Item
            key={device.deviceId}
            leftSection={<IconCheck size={16} opacity={device.deviceId === deviceId ? 1 : 0} />}
            onClick={() => microphone.choose(device.deviceId)}
          >
            {device.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
