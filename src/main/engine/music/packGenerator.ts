// The files of a generator's folder. Not writing them (../models/writeFolder.ts), and not reading: openGenerator.ts.

import type * as tf from '@tensorflow/tfjs';
import { createCodec } from '../../../shared/music';
import { describeModel, encodeJson, packModel, sealFiles } from '../models/writeFolder';
import type {
  GeneratorFileName,
  GeneratorReceipt,
  GeneratorReceiptDraft,
  VocabularyFile,
} from './generatorFiles';
import { sealedGeneratorFiles } from './generatorFiles';

export type GeneratorFolderFiles = Readonly<Record<GeneratorFileName, Uint8Array>>;

/** A receipt over the other files; `files` holds all but the receipt itself. */
export function sealGenerator(
  draft: Omit<GeneratorReceipt, 'files'>,
  files: Readonly<Record<Exclude<GeneratorFileName, 'receipt.json'>, Uint8Array>>,
): GeneratorFolderFiles {
  const receipt: GeneratorReceipt = { ...draft, files: sealFiles(sealedGeneratorFiles, files) };
  return { ...files, 'receipt.json': encodeJson(receipt) };
}

/**
 * The files of a generator's folder. Labels in metadata.json are the tokens' names, in the order of the outputs.
 * @param createdAt ISO 8601
 */
export async function packGenerator(
  model: tf.LayersModel,
  receipt: GeneratorReceiptDraft,
  createdAt: string,
): Promise<GeneratorFolderFiles> {
  const packed = await packModel(model);
  const { vocabulary } = receipt;
  const { vocabSize, nameOf } = createCodec(vocabulary);
  const file: VocabularyFile = { version: 1, vocabulary, size: vocabSize };
  const names = Array.from({ length: vocabSize }, (_, token) => nameOf(token));
  const draft = { version: 1, kind: 'generator', createdAt, ...receipt, exportDifference: null } as const;
  const name = `${receipt.dataset} ${receipt.config.tokens} ${receipt.config.cell}`;
  return sealGenerator(draft, {
    'model.json': encodeJson(packed.model),
    'weights.bin': packed.weights,
    'vocabulary.json': encodeJson(file),
    'metadata.json': encodeJson(describeModel(draft, name, names)),
  });
}
