// Reads a recognizer's folder and checks every file on its own and against the others.
// Not the network: openModel.ts builds it from what stands here.

import type { DecoderConfig } from '../../../shared/contract/live';
import { featureKey, frameCount } from '../../../shared/dsp';
import type { MetadataFile, ModelFile } from './folderFiles';
import { metadataFile, modelFile } from './folderFiles';
import type { FeaturesFile, Receipt } from './modelFiles';
import { decoderFile, featuresFile, modelFileNames, receiptFile, sealedFileNames } from './modelFiles';
import { checkSeals, checkWeights, findFolder, parseFile, readFolder, refuseModel } from './readFolder';
import type { ModelFolderFiles } from './writeModel';

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

/**
 * Reads and checks a model folder without building the network.
 * @throws bad-model, naming the file that is missing, altered or not what it should be
 */
export async function checkModelFolder(path: string): Promise<CheckedModel> {
  const folder = await findFolder(path);
  const files = await readFolder(folder, 'recognizer', modelFileNames);
  const receipt = parseFile(folder, 'receipt.json', files['receipt.json'], receiptFile);
  const features = parseFile(folder, 'features.json', files['features.json'], featuresFile);
  const decoder = parseFile(folder, 'decoder.json', files['decoder.json'], decoderFile);
  const metadata = parseFile(folder, 'metadata.json', files['metadata.json'], metadataFile);
  const model = parseFile(folder, 'model.json', files['model.json'], modelFile);
  checkFeatures(folder, features, receipt);
  checkLabels(folder, metadata, receipt);
  checkWeights(folder, model, files['weights.bin']);
  checkSeals(folder, files, receipt.files, sealedFileNames);
  return { folder, files, features, decoder, receipt, model };
}
