// Reads a model folder and checks what all of them have: files, JSON, seals, weights, a network that TensorFlow.js builds.
// Not what only recognizers (checkModel.ts) or only generators (../music/checkGenerator.ts) have.

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import type { z } from 'zod';
import { LabError } from '../../../shared/contract/errors';
import type { ModelFile, Seal } from './folderFiles';
import { useFusedLayers } from './layers';
import { hashBytes, previousFolder } from './writeFolder';

/** Says which file of a model is not what it should be. */
export function refuseModel(folder: string, file: string, why: string): never {
  throw new LabError(
    'bad-model',
    `${file} of the model in ${folder}: ${why}. Train or export the model again.`,
    { folder, file },
  );
}

/** What a folder may hold instead of what is looked for: told apart by a file that only one of them has. */
const kinds = {
  recognizer: { file: 'features.json', advice: 'a recognizer of words: use it with a speech project' },
  generator: { file: 'vocabulary.json', advice: 'a generator of tunes: use it with a music project' },
} as const;
export type ModelKind = keyof typeof kinds;

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** @throws bad-model where the folder holds a model of the other kind */
async function requireKind(folder: string, kind: ModelKind): Promise<void> {
  const other = kind === 'recognizer' ? 'generator' : 'recognizer';
  if (await isFile(join(folder, kinds[kind].file))) return;
  if (!(await isFile(join(folder, kinds[other].file)))) return;
  const message = `Expected a ${kind} in ${folder}, found ${kinds[other].advice}.`;
  throw new LabError('bad-model', message, { folder, expected: kind, found: other });
}

/** Reads the files of a model folder. @throws bad-model, naming the first that is not there */
export async function readFolder<Name extends string>(
  folder: string,
  kind: ModelKind,
  names: readonly Name[],
): Promise<Record<Name, Uint8Array>> {
  await requireKind(folder, kind);
  const files: Partial<Record<Name, Uint8Array>> = {};
  for (const name of names) {
    files[name] = await readFile(join(folder, name)).catch((error: NodeJS.ErrnoException) =>
      refuseModel(
        folder,
        name,
        error.code === 'ENOENT' ? 'expected a file, found none' : `it cannot be read (${error.message})`,
      ),
    );
  }
  return files as Record<Name, Uint8Array>;
}

/** Parses a file as JSON of a schema. @throws bad-model, naming the file and the first value that is not as it should be */
export function parseFile<Schema extends z.ZodType>(
  folder: string,
  name: string,
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
export async function findFolder(folder: string): Promise<string> {
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

/** @throws bad-model where a file is not what it was when the receipt was written */
export function checkSeals<Name extends string>(
  folder: string,
  files: Readonly<Record<Name, Uint8Array>>,
  seals: Readonly<Record<Name, Seal>>,
  names: readonly Name[],
): void {
  for (const name of names) {
    const { bytes, sha256 } = seals[name];
    if (files[name].length !== bytes)
      refuseModel(folder, name, `expected ${bytes} bytes, got ${files[name].length}`);
    if (hashBytes(files[name]) !== sha256)
      refuseModel(folder, name, 'it was altered since receipt.json was written (sha256 differs)');
  }
}

/** @throws bad-model where weights.bin is not as long as model.json wants */
export function checkWeights(
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

/** Input and output of a network, `null` for what may be of any size. */
export type NetworkShapes = readonly [input: readonly (number | null)[], output: readonly (number | null)[]];

/**
 * Builds the network that a folder's files describe, its layers fused where the backend has kernels for them.
 * @throws bad-model where TensorFlow.js does not read it, or its input or output is not as expected
 */
export async function buildNetwork(
  folder: string,
  { modelTopology, weightsManifest }: ModelFile,
  weights: Uint8Array,
  expected: NetworkShapes,
): Promise<tf.LayersModel> {
  const weightData = new Uint8Array(weights).buffer;
  const weightSpecs = weightsManifest[0].weights;
  useFusedLayers();
  const network = await tf
    .loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }))
    .catch((error: Error) =>
      refuseModel(folder, 'model.json', `TensorFlow.js does not read it (${error.message})`),
    );
  const shapes = JSON.stringify([network.inputs[0].shape, network.outputs[0].shape]);
  const wanted = JSON.stringify(expected);
  if (shapes === wanted) return network;
  network.dispose();
  return refuseModel(folder, 'model.json', `expected input and output ${wanted}, got ${shapes}`);
}
