// Opens a generator's folder: every file checked, the network built. Not what is drawn from it (generateTunes.ts) nor
// how well it predicts (evaluateGenerator.ts).

import type { Vocabulary } from '../../../shared/contract/generators';
import { createCodec, vocabularyKey } from '../../../shared/music';
import type { TokenCodec } from '../../../shared/music';
import { useBackend } from '../backend';
import type { MetadataFile, ModelFile } from '../models/folderFiles';
import { metadataFile, modelFile } from '../models/folderFiles';
import {
  buildNetwork,
  checkSeals,
  checkWeights,
  findFolder,
  parseFile,
  readFolder,
  refuseModel,
} from '../models/readFolder';
import type { GeneratorReceipt, VocabularyFile } from './generatorFiles';
import {
  generatorFileNames,
  generatorReceiptFile,
  sealedGeneratorFiles,
  vocabularyFile,
} from './generatorFiles';
import type { GeneratorNetwork } from './network';
import { takeApart } from './network';
import type { GeneratorFolderFiles } from './packGenerator';

/** A trained generator, ready to write. */
export interface GeneratorModel {
  readonly vocabulary: Vocabulary;
  readonly codec: TokenCodec;
  readonly receipt: GeneratorReceipt;
  /** Name of the backend in force when it was opened. */
  readonly backend: string;
  /** For those who run it: writing and evaluating. */
  readonly network: GeneratorNetwork;
  dispose(): void;
}

/** All files of a folder, each checked on its own and against the receipt. */
export interface CheckedGenerator {
  readonly folder: string;
  readonly files: GeneratorFolderFiles;
  readonly receipt: GeneratorReceipt;
  readonly model: ModelFile;
}

function checkVocabulary(
  folder: string,
  { vocabulary, size }: VocabularyFile,
  metadata: MetadataFile,
  receipt: GeneratorReceipt,
): void {
  if (vocabularyKey(vocabulary) !== vocabularyKey(receipt.vocabulary)) {
    refuseModel(folder, 'vocabulary.json', 'its vocabulary is not the one in receipt.json');
  }
  const { vocabSize } = createCodec(vocabulary);
  if (size !== vocabSize) {
    refuseModel(
      folder,
      'vocabulary.json',
      `size: its configuration gives ${vocabSize} tokens, it says ${size}`,
    );
  }
  const { length } = metadata.labels;
  if (length !== vocabSize) {
    refuseModel(folder, 'metadata.json', `expected the names of ${vocabSize} tokens, got ${length}`);
  }
}

/**
 * Reads and checks a generator's folder without building the network.
 * @throws bad-model, naming the file that is missing, altered or not what it should be
 */
export async function checkGeneratorFolder(path: string): Promise<CheckedGenerator> {
  const folder = await findFolder(path);
  const files = await readFolder(folder, 'generator', generatorFileNames);
  const receipt = parseFile(folder, 'receipt.json', files['receipt.json'], generatorReceiptFile);
  const vocabulary = parseFile(folder, 'vocabulary.json', files['vocabulary.json'], vocabularyFile);
  const metadata = parseFile(folder, 'metadata.json', files['metadata.json'], metadataFile);
  const model = parseFile(folder, 'model.json', files['model.json'], modelFile);
  checkVocabulary(folder, vocabulary, metadata, receipt);
  checkWeights(folder, model, files['weights.bin']);
  checkSeals(folder, files, receipt.files, sealedGeneratorFiles);
  return { folder, files, receipt, model };
}

/**
 * Opens a generator's folder.
 * @param backend where it computes; `auto` by default
 * @throws bad-model, naming the file that is missing, altered or of another version or vocabulary, or saying that the
 *   folder holds a recognizer; unsupported for the backend
 */
export async function openGenerator(path: string, backend = 'auto'): Promise<GeneratorModel> {
  const { folder, files, receipt, model } = await checkGeneratorFolder(path);
  const { name } = await useBackend(backend);
  const codec = createCodec(receipt.vocabulary);
  const input = receipt.config.embedding > 0 ? [null, null] : [null, null, codec.vocabSize];
  const output = [null, null, codec.vocabSize];
  const network = takeApart(await buildNetwork(folder, model, files['weights.bin'], [input, output]));
  const { vocabulary } = receipt;
  return { vocabulary, codec, receipt, backend: name, network, dispose: () => network.dispose() };
}
