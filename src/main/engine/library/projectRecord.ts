// project.json: a project's name, labels and feature configuration.
// Not its clips: those are in clips.jsonl.

import { join } from 'node:path';
import { z } from 'zod';
import { LabError } from '../../../shared/contract/errors';
import type { FeatureConfig } from '../../../shared/contract/features';
import { windowTypes } from '../../../shared/contract/features';
import { projectKinds } from '../../../shared/contract/projects';
import { validateFeatureConfig } from '../../../shared/dsp/featureConfig';
import { makeFolder, readJson, writeFileAtomic, writeJson } from './files';
import { CLIPS_FOLDER, PROJECT_FILE, SCORES_FOLDER, TUNE_LOG } from './layout';
import { migrateRecord } from './migrations';
import type { Migration } from './migrations';

const featureConfig = z.object({
  sampleRate: z.number(),
  frameLength: z.number(),
  hopLength: z.number(),
  windowType: z.enum(windowTypes),
  melBands: z.number(),
  coefficients: z.number(),
  clipSeconds: z.number(),
  inputScale: z.number(),
}) satisfies z.ZodType<FeatureConfig>;

const projectRecord = z
  .object({
    version: z.number(),
    name: z.string().min(1),
    kind: z.enum(projectKinds),
    labels: z.array(z.string().min(1)),
    features: featureConfig,
    /** ISO 8601 */
    createdAt: z.string(),
    /** When name, labels or features changed last; clips.jsonl's own time says when clips did. */
    updatedAt: z.string(),
    sample: z.boolean(),
    /** A label being renamed: finished on the next open when the process ended in the middle. */
    renaming: z.object({ from: z.string(), to: z.string() }).optional(),
  })
  .readonly();

/** What project.json holds, in the newest version. */
export type ProjectRecord = z.infer<typeof projectRecord>;

/** A record for a new project. */
export function newProjectRecord(
  fields: Pick<ProjectRecord, 'name' | 'kind' | 'labels' | 'features' | 'sample'>,
  now: Date,
): ProjectRecord {
  const at = now.toISOString();
  return { version: 1, createdAt: at, updatedAt: at, ...fields };
}

/**
 * Reads project.json, migrating it in memory.
 * @param folder of the project
 * @returns the record and whether it was of an older version, which the caller writes back
 * @throws not-found when there is none; bad-data naming the file and the field
 */
export async function readProjectRecord(
  folder: string,
  steps?: readonly Migration[],
): Promise<{ readonly record: ProjectRecord; readonly migrated: boolean }> {
  const path = join(folder, PROJECT_FILE);
  const json = await readJson(path);
  if (json === null) {
    throw new LabError('not-found', `There is no project at ${folder}: ${PROJECT_FILE} is missing.`, {
      path,
    });
  }
  if (typeof json !== 'object' || Array.isArray(json)) {
    throw new LabError('bad-data', `${path}: expected a project, got ${JSON.stringify(json).slice(0, 40)}.`, {
      path,
    });
  }
  const { record, migrated } = migrateRecord(json as Record<string, unknown>, path, steps);
  const parsed = projectRecord.safeParse(record);
  if (!parsed.success) throw describeIssue(path, parsed.error);
  checkFeatures(path, parsed.data.features);
  return { record: parsed.data, migrated };
}

function describeIssue(path: string, error: z.ZodError): LabError {
  const [issue] = error.issues;
  const field = issue.path.join('.');
  return new LabError('bad-data', `${path}: at ${field}: ${issue.message}. Put back a good copy.`, {
    path,
    field,
  });
}

function checkFeatures(path: string, features: FeatureConfig): void {
  try {
    validateFeatureConfig(features);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new LabError('bad-data', `${path}: ${error.message}`, { path, ...error.details });
  }
}

/** Writes project.json atomically. */
export function writeProjectRecord(folder: string, record: ProjectRecord): Promise<void> {
  return writeJson(join(folder, PROJECT_FILE), record);
}

/** Makes the folder of a new, empty project. */
export async function beginProject(folder: string, record: ProjectRecord): Promise<void> {
  const isMusic = record.kind === 'music';
  await makeFolder(join(folder, isMusic ? SCORES_FOLDER : CLIPS_FOLDER));
  // An index without lines tells files that a person puts there from an index that was lost.
  if (isMusic) await writeFileAtomic(join(folder, TUNE_LOG), '');
  await writeProjectRecord(folder, record);
}
