// The files of a recognizer's folder. Not writing them (writeFolder.ts), and not reading: openModel.ts does, and checks
// every file.

import type * as tf from '@tensorflow/tfjs';
import type { FeatureConfig } from '../../../shared/contract/features';
import type { DecoderConfig } from '../../../shared/contract/live';
import { frameCount } from '../../../shared/dsp';
import type { DecoderFile, FeaturesFile, ModelFileName, Receipt, ReceiptDraft } from './modelFiles';
import { sealedFileNames } from './modelFiles';
import { describeModel, encodeJson, packModel, sealFiles } from './writeFolder';

/** A model to be written, with all that must lie beside it. */
export interface ModelParts {
  readonly model: tf.LayersModel;
  readonly features: FeatureConfig;
  readonly normalisation: FeaturesFile['normalisation'];
  readonly decoder: DecoderConfig;
  readonly receipt: ReceiptDraft;
}

export type ModelFolderFiles = Readonly<Record<ModelFileName, Uint8Array>>;

/** A receipt over the other files; `files` holds all but the receipt itself. */
export function sealReceipt(
  draft: Omit<Receipt, 'files'>,
  files: Readonly<Record<Exclude<ModelFileName, 'receipt.json'>, Uint8Array>>,
): ModelFolderFiles {
  const receipt: Receipt = { ...draft, files: sealFiles(sealedFileNames, files) };
  return { ...files, 'receipt.json': encodeJson(receipt) };
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
  const name = `${draft.dataset} ${draft.config.recognizer}`;
  return sealReceipt(draft, {
    'model.json': encodeJson(model),
    'weights.bin': weights,
    'features.json': encodeJson(features),
    'decoder.json': encodeDecoder(parts.decoder),
    'metadata.json': encodeJson(describeModel(draft, name, draft.outputs)),
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
  return encodeJson(file);
}
