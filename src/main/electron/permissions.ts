// What the page may ask of the system: one thing, in one case. Everything else is denied, known or not.
// Not the asking: main.ts hands Electron's questions in.

import { isOwnUrl } from './senders';

/** Every permission Electron knows today with the decision and its reason; an unknown one is denied as well. */
export const permissionTable: Readonly<
  Record<string, { readonly allowed: 'audio only' | 'no'; readonly reason: string }>
> = {
  media: {
    allowed: 'audio only',
    reason: 'recording words and listening live; the lab has no use for a camera',
  },
  'display-capture': { allowed: 'no', reason: 'nothing on the screen is recorded' },
  'speaker-selection': { allowed: 'no', reason: 'clips play where the system plays' },
  'clipboard-read': { allowed: 'no', reason: 'what was copied elsewhere is none of our business' },
  'clipboard-sanitized-write': { allowed: 'no', reason: 'nothing is copied by script' },
  'deprecated-sync-clipboard-read': { allowed: 'no', reason: 'as clipboard-read' },
  geolocation: { allowed: 'no', reason: 'sound has no place' },
  notifications: { allowed: 'no', reason: 'progress stands in the window' },
  midi: { allowed: 'no', reason: 'no instruments are read' },
  midiSysex: { allowed: 'no', reason: 'no instruments are written' },
  pointerLock: { allowed: 'no', reason: 'not a game' },
  keyboardLock: { allowed: 'no', reason: 'not a game' },
  fullscreen: { allowed: 'no', reason: 'the window has its own' },
  openExternal: { allowed: 'no', reason: 'no link leaves the lab' },
  'window-management': { allowed: 'no', reason: 'one window' },
  'top-level-storage-access': { allowed: 'no', reason: 'no other site is embedded' },
  'storage-access': { allowed: 'no', reason: 'no other site is embedded' },
  fileSystem: { allowed: 'no', reason: 'files come through the picker and a drop' },
  'idle-detection': { allowed: 'no', reason: 'nobody is watched' },
  mediaKeySystem: { allowed: 'no', reason: 'no protected media' },
  hid: { allowed: 'no', reason: 'no devices' },
  serial: { allowed: 'no', reason: 'no devices' },
  usb: { allowed: 'no', reason: 'no devices' },
  unknown: { allowed: 'no', reason: 'not known, not needed' },
};

export interface PermissionQuestion {
  readonly permission: string;
  /** Address or origin of who asks. */
  readonly from: string;
  readonly isMainFrame: boolean;
  /** For `media`: what is asked for, e.g. `['audio']`. */
  readonly mediaTypes: readonly string[];
}

/** Whether the page gets what it asks for. */
export function isAllowed({ permission, from, isMainFrame, mediaTypes }: PermissionQuestion): boolean {
  if (!Object.hasOwn(permissionTable, permission) || !isMainFrame || !isOwnUrl(from)) return false;
  return (
    permissionTable[permission].allowed === 'audio only' &&
    mediaTypes.length > 0 &&
    mediaTypes.every((type) => type === 'audio')
  );
}
