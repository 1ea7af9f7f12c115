// The person's choice of microphone: which devices there are, which is taken, what it may do to the sound.
// Not the stream itself: open() makes one (microphone.ts), each screen its own.

import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { readPreference, writePreference } from '../stores/preferences';
import { openMicrophone } from './microphone';
import type { MicrophoneConstraints, MicrophoneListener, OpenMicrophone } from './microphone';

export interface MicrophoneDevice {
  readonly deviceId: string;
  readonly label: string;
}

export interface MicrophoneState {
  readonly devices: readonly MicrophoneDevice[];
  /** The chosen device; empty for the system's default. */
  readonly deviceId: string;
  readonly constraints: MicrophoneConstraints;
  /** Label of the device that is open now; null when none is. */
  readonly inUse: string | null;
  /** Why the last attempt to open it failed; empty when it did not. */
  readonly problem: string;
}

export interface MicrophoneSource {
  readonly store: StoreApi<MicrophoneState>;
  /** Opens the chosen device. @throws unsupported, with words of what to do */
  open(listener: MicrophoneListener): Promise<OpenMicrophone>;
  choose(deviceId: string): void;
  setConstraints(constraints: MicrophoneConstraints): void;
  /** Reads the list of devices again; it also follows plugging in and out by itself. */
  refresh(): Promise<void>;
}

const flag = (name: keyof MicrophoneConstraints) => readPreference(`microphone.${name}`, false);

function initialState(): MicrophoneState {
  return {
    devices: [],
    deviceId: readPreference('microphone.device', ''),
    constraints: {
      echoCancellation: flag('echoCancellation'),
      noiseSuppression: flag('noiseSuppression'),
      autoGainControl: flag('autoGainControl'),
    },
    inUse: null,
    problem: '',
  };
}

/** @param open opens one device; another one in tests */
export function createMicrophoneSource(open: typeof openMicrophone = openMicrophone): MicrophoneSource {
  const store = createStore<MicrophoneState>(initialState);
  const media = globalThis.navigator?.mediaDevices;

  const refresh = async () => {
    if (!media) return;
    const devices = listInputs(await media.enumerateDevices());
    const { deviceId } = store.getState();
    const gone = deviceId !== '' && devices.length > 0 && !devices.some((one) => one.deviceId === deviceId);
    store.setState({ devices, ...(gone ? { deviceId: '' } : {}) });
  };
  media?.addEventListener?.('devicechange', () => void refresh());
  void refresh().catch(() => undefined);

  return {
    store,
    refresh,
    open: async (listener) => {
      const { deviceId, constraints } = store.getState();
      try {
        const opened = await open({ ...follow(store, listener), deviceId, constraints });
        store.setState({ inUse: opened.device.deviceLabel, problem: '' });
        void refresh().catch(() => undefined);
        return closingClears(store, opened);
      } catch (error) {
        store.setState({ inUse: null, problem: error instanceof Error ? error.message : String(error) });
        throw error;
      }
    },
    choose: (deviceId) => {
      writePreference('microphone.device', deviceId);
      store.setState({ deviceId, problem: '' });
    },
    setConstraints: (constraints) => {
      Object.entries(constraints).forEach(([name, on]) => writePreference(`microphone.${name}`, on));
      store.setState({ constraints });
    },
  };
}

/** Inputs with their names; before permission is given browsers list them without, and those are left out. */
function listInputs(devices: readonly MediaDeviceInfo[]): readonly MicrophoneDevice[] {
  return devices
    .filter((one) => one.kind === 'audioinput' && one.deviceId !== '' && one.deviceId !== 'default')
    .filter((one) => one.deviceId !== 'communications')
    .map((one, index) => ({ deviceId: one.deviceId, label: one.label || `Microphone ${index + 1}` }));
}

function follow(store: StoreApi<MicrophoneState>, listener: MicrophoneListener): MicrophoneListener {
  return {
    ...listener,
    onChunk: (chunk, sampleRate) => listener.onChunk(chunk, sampleRate),
    onEnded: (error) => {
      store.setState({ inUse: null, problem: error.message });
      listener.onEnded?.(error);
    },
  };
}

function closingClears(store: StoreApi<MicrophoneState>, opened: OpenMicrophone): OpenMicrophone {
  return {
    ...opened,
    close: () => {
      opened.close();
      store.setState({ inUse: null });
    },
  };
}
