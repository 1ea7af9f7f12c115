// Which labels a project may have, and the folder a label's clips lie in.
// Not the list of a project's labels: that is the library's.

import { LabError } from '../contract/errors';
import { BACKGROUND_FOLDER, SILENCE_LABEL } from '../contract/projects';
import { sha1Text } from './sha1';

/** Characters (code points), after trimming. */
export const MAX_LABEL_LENGTH = 40;

/** Labels nobody can record, with why. */
const RESERVED = new Map([
  [SILENCE_LABEL, 'the lab makes it from background recordings'],
  [BACKGROUND_FOLDER, 'it is the folder of long background recordings'],
]);

/** Names that are safe as they are on every system: nothing to fold, to escape or to cut. */
const SAFE_FOLDER = /^[a-z0-9_](?:[a-z0-9_ -]*[a-z0-9_])?$/;
const WINDOWS_DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
/** A name that ends like one this module made must be made anew, or two labels could share a folder. */
const ENDS_LIKE_OURS = /-[0-9a-f]{8}$/;
const MAX_READABLE_LENGTH = 32;

/**
 * Checks a label and brings it to its one spelling: trimmed, Unicode NFC.
 * @param label as typed or as a folder's name says
 * @returns the label to keep
 * @throws invalid-argument when it is empty, longer than {@link MAX_LABEL_LENGTH}, holds control characters or broken
 *   Unicode, or is reserved; `details.path` is `label`
 */
export function validateLabel(label: string): string {
  const clean = label.trim().normalize('NFC');
  const length = [...clean].length;
  if (length < 1 || length > MAX_LABEL_LENGTH) {
    refuse(
      label,
      `A label has 1 to ${MAX_LABEL_LENGTH} characters, this one has ${length}. Choose a ${length < 1 ? 'name' : 'shorter one'}.`,
    );
  }
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(clean)) {
    refuse(label, 'A label may not hold control characters, line breaks or broken Unicode. Type it anew.');
  }
  const reserved = RESERVED.get(clean);
  if (reserved !== undefined)
    refuse(label, `The label ${clean} is reserved: ${reserved}. Choose another name.`);
  return clean;
}

function refuse(label: string, message: string): never {
  throw new LabError('invalid-argument', message, { path: 'label', got: label.slice(0, 80) });
}

/**
 * A file or folder name for any text, safe on Windows, macOS and Linux: plain lower-case ASCII names stay as they
 * are, every other one becomes its readable letters and digits with a short hash behind, so that names which differ
 * only in case, accents or forbidden characters stay apart everywhere.
 * @returns 1 to 41 characters; the same for the same text, another for another (up to 32 bits of hash)
 */
export function safeFileName(text: string): string {
  const safe = SAFE_FOLDER.test(text) && !WINDOWS_DEVICE.test(text) && !ENDS_LIKE_OURS.test(text);
  if (safe && text.length <= MAX_READABLE_LENGTH + 9) return text;
  const words = text.normalize('NFC').replace(/[^\p{L}\p{N}_]+/gu, '-');
  const readable = [...words]
    .slice(0, MAX_READABLE_LENGTH)
    .join('')
    .replace(/^-+|-+$/g, '');
  return `${readable === '' ? 'label' : readable}-${sha1Text(text).slice(0, 8)}`;
}

/**
 * The folder under clips/ for a label: readable, and safe on every system for any label whatever.
 * @returns `yes` for `yes`, `Yes-…` for `Yes`, `label-…` for one that is all emoji, with eight hex digits for the dots
 */
export function labelFolder(label: string): string {
  return safeFileName(label);
}
