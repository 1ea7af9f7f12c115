// Takes as a page would send them.
// Not sounds: see sounds.ts.

import type { Clip, DeviceFlags, Sound } from '../../../../shared/contract/clips';
import type { Library } from '../library';
import { tone } from './sounds';

export const device: DeviceFlags = {
  ...{ deviceLabel: 'USB microphone', sampleRate: 48000 },
  ...{ echoCancellation: false, noiseSuppression: false, autoGainControl: true },
};

export function take(projectId: string, sound: Sound, fields: { label?: string; speaker?: string } = {}) {
  return { projectId, label: 'yes', speaker: 'ann', session: 'monday', device, sound, ...fields };
}

/** Tones far apart, so that each is another sound. */
export async function addTakes(
  library: Library,
  projectId: string,
  count: number,
  label = 'yes',
): Promise<Clip[]> {
  const clips: Clip[] = [];
  for (let i = 0; i < count; i++)
    clips.push(await library.clips.add(take(projectId, tone(100 * clips.length + label.length), { label })));
  return clips;
}
