// Reads a model folder and checks every file on its own and against the others.
// Not the network: openModel.ts builds it from what stands here.

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { LabError } from '../../../shared/contract/errors';
import type { DecoderConfig } from '../../../shared/contract/live';
import { featureKey, frameCount } from '../../../shared/dsp';
import type { FeaturesFile, MetadataFile, ModelFile, ModelFileName, Receipt } from './modelFiles';
import {
  decoderFile,
  featuresFile,
  metadataFile,
  modelFile,
  modelFileNames,
  receiptFile,
  sealedFileNames,
} from './modelFiles';
import type { ModelFolderFiles } from './writeModel';
import { hashBytes, previousFolder } from './writeModel';

/** Says which file of a model is not what it should be. */
export function refuseModel(folder: string, file: ModelFileName, why: string): never {
  throw new LabError(
    'bad-model',
    `${file} of the model in ${folder}: ${why}. Train or export the model again.`,
    { folder, file },
  );
}

async function readFiles(folder: string): Promise<ModelFolderFiles> {
  const files: Partial<Record<ModelFileName, Uint8Array>> = {};
  for (const name of modelFileNames) {
    files[name] = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) =>
      refuseModel(
        folder,
        name,
        error.code === 'ENOENT' ? 'expected a file, found none' : `it cannot be read (${error.message})`,
      ),
    );
  }
  return files as ModelFolderFiles;
}

function parse<Schema extends z.ZodType>(
  folder: string,
  name: ModelFileName,
  bytes: Uint8Array,
  schema: Schema,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    refuseModel(folder, name, 'expected JSON, got something else');
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuseModel(folder, name, `${issue.path.join('.') || 'its content'}: ${issue.message}`);
}

/** The folder itself, or the one it was about to replace when a process was killed between two renames. */
async function findFolder(folder: string): Promise<string> {
  const isFolder = (path: string) =>
    stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    );
  if (await isFolder(folder)) return folder;
  if (await isFolder(previousFolder(folder))) return previousFolder(folder);
  throw new LabError(
    'bad-model',
    `Expected a model folder at ${folder}, found none. Choose the folder that holds model.json.`,
    { folder },
  );
}

/** All files of a model folder, each checked on its own and against the receipt. */
export interface CheckedModel {
  readonly folder: string;
  readonly files: ModelFolderFiles;
  readonly features: FeaturesFile;
  readonly decoder: DecoderConfig;
  readonly receipt: Receipt;
  readonly model: ModelFile;
}

function checkFeatures(
  folder: string,
  { config, frames, normalisation }: FeaturesFile,
  receipt: Receipt,
): void {
  const expected = frameCount(config);
  if (frames !== expected)
    refuseModel(folder, 'features.json', `frames: its configuration gives ${expected}, it says ${frames}`);
  for (const key of ['mean', 'std'] as const) {
    const { length } = normalisation[key];
    if (length !== config.coefficients) {
      refuseModel(
        folder,
        'features.json',
        `normalisation.${key}: expected ${config.coefficients} numbers, got ${length}`,
      );
    }
  }
  if (featureKey(config) !== featureKey(receipt.features)) {
    refuseModel(folder, 'features.json', 'its configuration is not the one in receipt.json');
  }
}

function checkLabels(folder: string, metadata: MetadataFile, receipt: Receipt): void {
  const same = (labels: readonly string[]) => JSON.stringify(labels) === JSON.stringify(receipt.outputs);
  if (!same(metadata.wordLabels) || !same(metadata.labels)) {
    refuseModel(
      folder,
      'metadata.json',
      `expected the labels of receipt.json (${receipt.outputs.join(', ')})`,
    );
  }
}

function checkSeals(folder: string, files: ModelFolderFiles, receipt: Receipt): void {
  for (const name of sealedFileNames) {
    const { bytes, sha256 } = receipt.files[name];
    if (files[name].length !== bytes)
      refuseModel(folder, name, `expected ${bytes} bytes, got ${files[name].length}`);
    if (hashBytes(files[name]) !== sha256)
      refuseModel(folder, name, 'it was altered since receipt.json was written (sha256 differs)');
  }
}

function checkWeights(
  folder: string,
  { weightsManifest: [{ weights }] }: ModelFile,
  bytes: Uint8Array,
): void {
  const expected = weights.reduce(
    (sum, { shape }) => sum + 4 * shape.reduce((size, axis) => size * axis, 1),
    0,
  );
  if (bytes.length !== expected)
    refuseModel(folder, 'weights.bin', `model.json wants ${expected} bytes, it has ${bytes.length}`);
}

/**
 * Reads and checks a model folder without building the network.
 * @throws bad-model, naming the file that is missing, altered or not what it should be
 */
export async function checkModelFolder(path: string): Promise<CheckedModel> {
  const folder = await findFolder(path);
  const files = await readFiles(folder);
  const receipt = parse(folder, 'receipt.json', files['receipt.json'], receiptFile);
  const features = parse(folder, 'features.json', files['features.json'], featuresFile);
  const decoder = parse(folder, 'decoder.json', files['decoder.json'], decoderFile);
  const metadata = parse(folder, 'metadata.json', files['metadata.json'], metadataFile);
  const model = parse(folder, 'model.json', files['model.json'], modelFile);
  checkFeatures(folder, features, receipt);
  checkLabels(folder, metadata, receipt);
  checkWeights(folder, model, files['weights.bin']);
  checkSeals(folder, files, receipt);
  return { folder, files, features, decoder, receipt, model };
}
