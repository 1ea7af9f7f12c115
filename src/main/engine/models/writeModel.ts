// Writes model folders, whole or not at all. Not reading them: openModel.ts does, and checks every file.

import { createHash } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { FeatureConfig } from '../../../shared/contract/features';
import type { DecoderConfig } from '../../../shared/contract/live';
import { frameCount } from '../../../shared/dsp';
import { makeFolder } from '../library/files';
import type {
  DecoderFile,
  FeaturesFile,
  MetadataFile,
  ModelFile,
  ModelFileName,
  Receipt,
  ReceiptDraft,
} from './modelFiles';
import { sealedFileNames } from './modelFiles';

/** A model to be written, with all that must lie beside it. */
export interface ModelParts {
  readonly model: tf.LayersModel;
  readonly features: FeatureConfig;
  readonly normalisation: FeaturesFile['normalisation'];
  readonly decoder: DecoderConfig;
  readonly receipt: ReceiptDraft;
}

export type ModelFolderFiles = Readonly<Record<ModelFileName, Uint8Array>>;

const encode = (value: unknown): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);

/** sha256 of bytes, hex. */
export const hashBytes = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** model.json and weights.bin of a model, as `model.save` would write them to a server. */
async function packModel(
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

function describeModel({ receipt }: ModelParts, createdAt: string): MetadataFile {
  return {
    tfjsVersion: tf.version_core,
    packageName: 'earshot',
    packageVersion: receipt.versions.earshot ?? 'unknown',
    timeStamp: createdAt,
    modelName: `${receipt.dataset} ${receipt.config.recognizer}`,
    labels: receipt.outputs,
    wordLabels: receipt.outputs,
    userMetadata: {},
  };
}

/** A receipt over the other files; `files` holds all but the receipt itself. */
export function sealReceipt(
  draft: Omit<Receipt, 'files'>,
  files: Readonly<Record<Exclude<ModelFileName, 'receipt.json'>, Uint8Array>>,
): ModelFolderFiles {
  const sealed = sealedFileNames.map((name) => [
    name,
    { bytes: files[name].length, sha256: hashBytes(files[name]) },
  ]);
  const receipt: Receipt = { ...draft, files: Object.fromEntries(sealed) as Receipt['files'] };
  return { ...files, 'receipt.json': encode(receipt) };
}

/**
 * The files of a model folder.
 * @param createdAt ISO 8601
 */
export async function packModelFolder(parts: ModelParts, createdAt: string): Promise<ModelFolderFiles> {
  const { model, weights } = await packModel(parts.model);
  const features: FeaturesFile = {
    version: 1,
    config: parts.features,
    frames: frameCount(parts.features),
    normalisation: parts.normalisation,
  };
  const draft = { version: 1, createdAt, ...parts.receipt, exportDifference: null } as const;
  return sealReceipt(draft, {
    'model.json': encode(model),
    'weights.bin': weights,
    'features.json': encode(features),
    'decoder.json': encodeDecoder(parts.decoder),
    'metadata.json': encode(describeModel(parts, createdAt)),
  });
}

/** The bytes of decoder.json. */
export function encodeDecoder(decoder: DecoderConfig): Uint8Array {
  const { smoothingSeconds, threshold, suppressionSeconds, minimumCount, strideSeconds } = decoder;
  const file: DecoderFile = {
    version: 1,
    smoothingSeconds,
    threshold,
    suppressionSeconds,
    minimumCount,
    strideSeconds,
  };
  return encode(file);
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
export async function writeModelFolder(folder: string, files: ModelFolderFiles): Promise<void> {
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
