// Writes model folders, whole or not at all, and the files that all of them have.
// Not what only recognizers (writeModel.ts) or only generators (../music/packGenerator.ts) put into them.

import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { makeFolder } from '../library/files';
import type { MetadataFile, ModelFile, Seal } from './folderFiles';

/** Files of a folder by name. */
export type FolderFiles = Readonly<Record<string, Uint8Array>>;

/** A record as JSON that a person can read. */
export const encodeJson = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** sha256 of bytes, hex. */
export const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** model.json and weights.bin of a model, as `model.save` would write them to a server. */
export async function packModel(
  model: tf.LayersModel,
): Promise<{ readonly model: ModelFile; readonly weights: Uint8Array }> {
  let artifacts: tf.io.ModelArtifacts | null = null;
  await model.save(
    tf.io.withSaveHandler((saved) => {
      artifacts = saved;
      const modelArtifactsInfo = { dateSaved: new Date(), modelTopologyType: 'JSON' as const };
      return Promise.resolve({ modelArtifactsInfo });
    }),
  );
  const { modelTopology, weightSpecs, weightData } = artifacts as unknown as tf.io.ModelArtifacts;
  const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
  const file: ModelFile = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tf.version_layers}`,
    convertedBy: null,
    modelTopology: modelTopology as Record<string, unknown>,
    weightsManifest: [
      { paths: ['weights.bin'], weights: weightSpecs as ModelFile['weightsManifest'][0]['weights'] },
    ],
  };
  return { model: file, weights };
}

/** metadata.json. @param labels what the model's outputs stand for, in order */
export function describeModel(
  receipt: { readonly createdAt: string; readonly versions: Readonly<Record<string, string>> },
  modelName: string,
  labels: readonly string[],
): MetadataFile {
  return {
    tfjsVersion: tf.version_core,
    packageName: 'earshot',
    packageVersion: receipt.versions.earshot ?? 'unknown',
    timeStamp: receipt.createdAt,
    modelName,
    labels,
    wordLabels: labels,
    userMetadata: {},
  };
}

/** The seals of a receipt over the files named. */
export function sealFiles<Name extends string>(
  names: readonly Name[],
  files: Readonly<Record<Name, Uint8Array>>,
): Record<Name, Seal> {
  const sealed = names.map((name) => [name, { bytes: files[name].length, sha256: hashBytes(files[name]) }]);
  return Object.fromEntries(sealed) as Record<Name, Seal>;
}

/** Where the old folder stands while the new one takes its place; `openModel` looks there too. */
export const previousFolder = (folder: string): string =>
  join(dirname(folder), `.${basename(folder)}.previous`);

/**
 * Writes the files as a folder: beside its place first, then renamed into it, so that a reader or a killed process
 * finds the old model or the new one and never a mixture.
 * @param folder absolute; the folder above it is made where it is not there
 * @throws the system's error; then the old folder stands
 */
export async function writeModelFolder(folder: string, files: FolderFiles): Promise<void> {
  const temporary = join(dirname(folder), `.${basename(folder)}.part`);
  await rm(temporary, { recursive: true, force: true });
  await makeFolder(temporary);
  try {
    for (const [name, bytes] of Object.entries(files))
      await writeFile(join(temporary, name), bytes, { flush: true });
    await replaceFolder(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

async function replaceFolder(from: string, to: string): Promise<void> {
  const previous = previousFolder(to);
  await rm(previous, { recursive: true, force: true });
  const hadOne = await rename(to, previous).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
  try {
    await rename(from, to);
  } catch (error) {
    if (hadOne) await rename(previous, to);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}
