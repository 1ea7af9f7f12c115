// Takes a generator out of a run: a package of its own, read back and held against the run before it counts as done.
// Not a conversion to other formats.

import { LabError } from '../../../shared/contract/errors';
import { createRandom } from '../../../shared/dsp/random';
import { writeModelFolder } from '../models/writeFolder';
import { measureTunes } from './likelihood';
import { checkGeneratorFolder, openGenerator } from './openGenerator';
import { sealGenerator } from './packGenerator';

/** Tokens of the sequence that run and package are both asked about. */
const goldenTokens = 256;
/** Above this a package is refused: the same weights on the same backend differ by nothing. */
const tolerance = 1e-5;

/** NLLs of a seeded sequence of tokens. */
async function goldenNll(folder: string): Promise<Float64Array> {
  const model = await openGenerator(folder);
  const random = createRandom(goldenTokens);
  const { vocabSize } = model.codec;
  const tokens = Int32Array.from({ length: goldenTokens }, () => Math.floor(random() * vocabSize));
  try {
    return (await measureTunes(model.network, [tokens]))[0].nll;
  } finally {
    model.dispose();
  }
}

/**
 * Writes a generator's folder elsewhere and reads it back.
 * @param outFolder absolute; what stands there is replaced
 * @returns largest absolute difference of NLLs between source and package; it also stands in the receipt
 * @throws bad-model where the source is not whole, internal where the package answers differently
 */
export async function exportGenerator(
  sourceFolder: string,
  outFolder: string,
): Promise<{ readonly largestDifference: number }> {
  const { receipt, files } = await checkGeneratorFolder(sourceFolder);
  await writeModelFolder(outFolder, sealGenerator({ ...receipt, exportDifference: null }, files));
  const [expected, got] = [await goldenNll(sourceFolder), await goldenNll(outFolder)];
  const largestDifference = expected.reduce(
    (largest, nll, i) => Math.max(largest, Math.abs(nll - got[i])),
    0,
  );
  if (!(largestDifference <= tolerance)) {
    const message = `The exported generator's figures differ from the run's by ${largestDifference}, expected at most ${tolerance}.`;
    throw new LabError('internal', message, { largestDifference });
  }
  await writeModelFolder(
    outFolder,
    sealGenerator({ ...receipt, exportDifference: largestDifference }, files),
  );
  return { largestDifference };
}
