// The versions of project.json: what each numbered step changes, and what is done with a version not known here.
// Not the shape of the current version: that is projectRecord.

import { LabError } from '../../../shared/contract/errors';

/** A step from version `to - 1` to `to`: a pure function of the record, without its version. */
export interface Migration {
  readonly to: number;
  /** What changed, in words. */
  readonly change: string;
  migrate(record: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/** All steps, in order. Version 1 is the first; a new version is a new entry, old ones are never edited. */
export const migrations: readonly Migration[] = [];

/**
 * Brings a record to the newest version.
 * @param record what stands in project.json
 * @param path of the file, for messages
 * @param steps for tests; default {@link migrations}
 * @returns the record with its new `version`, and whether anything was done
 * @throws bad-data when the version is missing or newer than this build knows
 */
export function migrateRecord(
  record: Readonly<Record<string, unknown>>,
  path: string,
  steps: readonly Migration[] = migrations,
): { readonly record: Record<string, unknown>; readonly migrated: boolean } {
  const newest = 1 + steps.length;
  const { version } = record;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    const message = `${path}: expected a version from 1 to ${newest}, got ${JSON.stringify(version)}. Put back a good copy.`;
    throw new LabError('bad-data', message, { path });
  }
  if (version > newest) {
    const message =
      `${path} is of version ${version}, made by a newer Earshot; this one knows up to ${newest}. ` +
      'Update Earshot to open it; nothing was changed.';
    throw new LabError('bad-data', message, { path, version, newest });
  }
  const todo = steps.filter((step) => step.to > version);
  const migrated = todo.reduce<Record<string, unknown>>((current, step) => step.migrate(current), {
    ...record,
  });
  return { record: { ...migrated, version: newest }, migrated: todo.length > 0 };
}
