// What recovery tells the person: one sentence per kind of finding, with a number and an example.
// Not the recovery.

import type { UnreadableFile } from './adoption';
import type { ClipLogContent, StoredClip } from './clipLog';
import { CLIP_LOG } from './layout';

export interface RecoveryFindings {
  readonly log: ClipLogContent;
  /** Takes that were being saved when the process ended. */
  readonly unfinished: number;
  readonly gone: readonly StoredClip[];
  readonly changed: readonly StoredClip[];
  readonly adopted: readonly StoredClip[];
  readonly unreadable: readonly UnreadableFile[];
}

/** @returns sentences, empty when nothing is worth saying */
export function describeRecovery(findings: RecoveryFindings): string[] {
  const { log, unfinished, gone, unreadable } = findings;
  const notices: string[] = [];
  if (unfinished > 0) {
    notices.push(
      `${count(unfinished, 'take')} being saved when Earshot last ended could not be kept; all that was reported as saved is here.`,
    );
  }
  if (log.damaged > 0) {
    notices.push(
      `${count(log.damaged, 'line')} of ${CLIP_LOG} could not be read; the old index lies in the project's trash.`,
    );
  }
  notices.push(...describeAdopted(findings));
  if (gone.length > 0) {
    notices.push(
      `${count(gone.length, 'clip')} left out because the file is no longer there, e.g. ${gone[0].file}.`,
    );
  }
  if (unreadable.length > 0) {
    const [{ file, reason }] = unreadable;
    notices.push(`${count(unreadable.length, 'file')} among the clips not used, e.g. ${file}: ${reason}`);
  }
  return notices;
}

function describeAdopted({ log, changed, adopted }: RecoveryFindings): string[] {
  const touched = new Set(changed.map((clip) => clip.id));
  const sounds = new Map(changed.map((clip) => [clip.id, clip.sha256]));
  const altered = adopted.filter((clip) => touched.has(clip.id) && sounds.get(clip.id) !== clip.sha256);
  const found = adopted.filter((clip) => !touched.has(clip.id));
  const notices: string[] = [];
  if (altered.length > 0) {
    notices.push(
      `${count(altered.length, 'clip')} changed outside Earshot and measured again, e.g. ${altered[0].file}.`,
    );
  }
  if (found.length === 0) return notices;
  const rebuilt = log.missing || log.damaged > 0;
  const why = rebuilt
    ? `The index was rebuilt from the wav files: ${count(found.length, 'clip')} taken in again. Speakers are told from file names, splits from speakers.`
    : `${count(found.length, 'wav file')} found in the clips folder and taken in, e.g. ${found[0].file}.`;
  return [...notices, why];
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
